package dev.fanfare.fanout.render;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which of a template's locales a person reads.
final class Locales {

    private static final String LAST = "en";

    private Locales() {}

    /// `de-AT` falls back to `de`, then `en`, then whichever comes first by name (RFC 4647, lookup).
    static String choose(Set<String> offered, @Nullable String wanted) {
        String tag = wanted == null ? "" : wanted;
        while (!tag.isEmpty()) {
            String candidate = tag;
            var found = offered.stream()
                    .filter(offer -> offer.equalsIgnoreCase(candidate))
                    .findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            int cut = tag.lastIndexOf('-');
            tag = cut < 0 ? "" : tag.substring(0, cut);
        }
        return offered.contains(LAST)
                ? LAST
                : offered.stream().sorted().findFirst().orElse(LAST);
    }
}
