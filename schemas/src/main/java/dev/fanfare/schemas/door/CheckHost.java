package dev.fanfare.schemas.door;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/// Answers only calls that name us rightly, so that no web page can make a browser call us under a name of its own.
/// Probes name the address that they found.
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
        } else {
            chain.doFilter(request, response);
        }
    }
}
