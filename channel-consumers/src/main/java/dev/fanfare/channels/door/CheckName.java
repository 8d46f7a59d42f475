package dev.fanfare.channels.door;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/// Lets in who calls us by a name that is ours: a web page that had its own name point here is turned away.
public final class CheckName extends OncePerRequestFilter {

    private final Set<String> ours = new HashSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));

    /// @param urls under which we are known besides loopback; empty ones do not count
    public CheckName(List<String> urls) {
        urls.stream()
                .filter(url -> !url.isEmpty())
                .map(url -> name(URI.create(url).getHost()))
                .forEach(ours::add);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest call, HttpServletResponse response, FilterChain rest)
            throws ServletException, IOException {
        String origin = call.getHeader(HttpHeaders.ORIGIN);
        if (!ours.contains(name(call.getHeader(HttpHeaders.HOST)))) {
            Refusal.write(response, HttpStatus.FORBIDDEN, "Host: not a name of this service");
        } else if (origin != null && !ours.contains(name(origin.replaceFirst("^https?://", "")))) {
            Refusal.write(response, HttpStatus.FORBIDDEN, "Origin: not a name of this service");
        } else {
            rest.doFilter(call, response);
        }
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest call) {
        return Refusal.isProbe(call);
    }

    private static String name(@Nullable String host) {
        return host == null ? "" : host.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT);
    }
}
