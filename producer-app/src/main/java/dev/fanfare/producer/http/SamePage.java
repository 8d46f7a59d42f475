package dev.fanfare.producer.http;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/// What a browser sends along by itself opens nothing for pages of others: whatever changes something must come from a
/// page of this very host and port, as the browser says itself.
final class SamePage {

    private SamePage() {}

    /// Refuses with 403 a call that changes something and does not come from a page of ours.
    static void require(HttpServletRequest request) {
        if (request.getMethod().equals("GET") || request.getMethod().equals("HEAD")) {
            return;
        }
        String site = request.getHeader("Sec-Fetch-Site");
        boolean otherSite = site != null && !site.equals("same-origin");
        if (otherSite || !isOurs(request.getHeader(HttpHeaders.ORIGIN), request.getHeader(HttpHeaders.HOST))) {
            throw Refused.because(HttpStatus.FORBIDDEN, "this must come from a page of this address");
        }
    }

    private static boolean isOurs(@Nullable String origin, @Nullable String host) {
        if (origin == null || host == null) {
            return false;
        }
        try {
            return host.equalsIgnoreCase(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException unreadable) {
            return false;
        }
    }
}
