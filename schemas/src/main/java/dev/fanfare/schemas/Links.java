package dev.fanfare.schemas;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which links a person's browser may be given: `http`, `https`, `mailto`, `tel`, or a place on the same site.
public final class Links {

    private static final Set<String> SCHEMES = Set.of("http", "https", "mailto", "tel");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private Links() {}

    /// The link, or null where it would run something (`javascript:`, `data:`) or hides what it is.
    public static @Nullable String harmless(@Nullable String link) {
        if (link == null || CONTROL.matcher(link).find()) {
            return null;
        }
        String place = link.strip();
        int colon = place.indexOf(':');
        int path = place.split("[/?#]", 2)[0].length();
        boolean relative = colon < 0 || colon >= path;
        return relative || SCHEMES.contains(place.substring(0, colon).toLowerCase(Locale.ROOT)) ? place : null;
    }
}
