package dev.fanfare.schemas.door;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Answers only calls that name us rightly, so that no web page can make a browser call us under a name of its own.
/// Probes name the address that they found. No path of ours has parameters.
///
/// @param anyName of a host, where each call must show a key: no page has one, and one name may stand for several of us
public record CheckHost(KnownHosts hosts, boolean anyName) implements Filter {

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        HttpServletRequest call = (HttpServletRequest) request;
        if (Refusal.isProbe(call)) {
            chain.doFilter(request, response);
        } else if (!anyName && !hosts.host(call.getHeader("Host"))) {
            Refusal.FORBIDDEN.write(response, "Host: not a known name of this service");
        } else if (!hosts.origin(call.getHeader("Origin"))) {
            Refusal.FORBIDDEN.write(response, "Origin: not a known name of this service");
        } else if (call.getRequestURI().contains(";")) {
            // The server has cut such parameters off unread; Spring decodes them outside of every handler, and fails.
            Refusal.BAD_REQUEST.write(response, "the path holds what none of ours has");
        } else if (!isUri(call.getQueryString())) {
            // A call may have to be passed on as it came.
            Refusal.BAD_REQUEST.write(response, "the query is not percent-encoded as it must be");
        } else {
            chain.doFilter(request, response);
        }
    }

    private static boolean isUri(@Nullable String query) {
        try {
            new URI("?" + Objects.requireNonNullElse(query, ""));
            return true;
        } catch (URISyntaxException malformed) {
            return false;
        }
    }
}
