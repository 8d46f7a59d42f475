package dev.fanfare.producer.console;

import dev.fanfare.producer.keys.Sessions;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseCookie;

/// The cookie that holds a session: no script reads it, no other site sends it, and it goes over TLS only where the
/// front door is reached so.
record SessionCookie(@Nullable URI publicUrl) {

    private static final String NAME = "fanfare-session";

    @Nullable
    String in(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? null
                : Stream.of(cookies)
                        .filter(cookie -> cookie.getName().equals(NAME))
                        .map(Cookie::getValue)
                        .findFirst()
                        .orElse(null);
    }

    ResponseCookie holding(String session, HttpServletRequest request) {
        return cookie(session, Sessions.LASTS, request);
    }

    ResponseCookie none(HttpServletRequest request) {
        return cookie("", Duration.ZERO, request);
    }

    private ResponseCookie cookie(String value, Duration lasts, HttpServletRequest request) {
        return ResponseCookie.from(NAME, value)
                .httpOnly(true)
                .sameSite("Strict")
                .secure(isOverTls(request))
                .path("/")
                .maxAge(lasts)
                .build();
    }

    private boolean isOverTls(HttpServletRequest request) {
        boolean byPublicUrl = publicUrl != null
                && "https".equals(publicUrl.getScheme())
                && request.getServerName().equalsIgnoreCase(publicUrl.getHost());
        return request.isSecure() || byPublicUrl;
    }
}
