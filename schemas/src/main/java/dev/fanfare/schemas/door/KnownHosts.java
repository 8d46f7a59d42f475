package dev.fanfare.schemas.door;

import java.net.URI;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The names that we answer to: a page on another name, resolved to this machine, gets nothing.
public final class KnownHosts {

    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]|\\[0:0:0:0:0:0:0:1]", Pattern.CASE_INSENSITIVE);
    /// Scheme, host and port; a user or a path stands in no browser's.
    private static final Pattern ORIGIN = Pattern.compile("https?://[^/?#@]+", Pattern.CASE_INSENSITIVE);
    private final Set<String> names = new HashSet<>();

    /// @param urls ours, beside the loopback names
    public KnownHosts(Collection<URI> urls) {
        urls.forEach(url -> names.add(url.getHost().toLowerCase(Locale.ROOT)));
    }

    /// Whether a `Host`, with or without its port, names us.
    public boolean host(@Nullable String host) {
        if (host == null) {
            return false;
        }
        String name = host.replaceFirst(":\\d+$", "");
        return LOOPBACK.matcher(name).matches() || names.contains(name.toLowerCase(Locale.ROOT));
    }

    /// Whether a page of this origin may call; no `Origin` header is no page.
    public boolean origin(@Nullable String origin) {
        if (origin == null) {
            return true;
        }
        try {
            return ORIGIN.matcher(origin).matches() && host(URI.create(origin).getHost());
        } catch (IllegalArgumentException unreadable) {
            return false;
        }
    }
}
