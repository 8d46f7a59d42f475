package dev.fanfare.streams;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/// Answers only calls that name us rightly, so that no web page can make a browser call us under a name of its own.
final class CheckHost extends OncePerRequestFilter {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Set<String> known;

    CheckHost(StreamsSettings settings) {
        known = Stream.concat(LOOPBACK.stream(), Stream.of(host(settings.advertisedUrl()), host(settings.publicUrl())))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (!known.contains(withoutPort(request.getHeader(HttpHeaders.HOST)))) {
            Problem.write(response, HttpStatus.FORBIDDEN, "Host: not a known name of this service");
        } else if (origin != null && !known.contains(host(origin))) {
            Problem.write(response, HttpStatus.FORBIDDEN, "Origin: not a known name of this service");
        } else {
            chain.doFilter(request, response);
        }
    }

    /// Probes name the address that they found.
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return Problem.isProbe(request);
    }

    private static String withoutPort(@Nullable String host) {
        return host == null ? "" : host.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT);
    }

    private static String host(@Nullable URI url) {
        return url == null || url.getHost() == null
                ? "localhost"
                : url.getHost().toLowerCase(Locale.ROOT);
    }

    private static String host(String origin) {
        return withoutPort(origin.replaceFirst("^https?://", ""));
    }
}
