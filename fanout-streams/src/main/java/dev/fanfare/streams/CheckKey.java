package dev.fanfare.streams;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/// Takes only calls with the internal key, where one is set.
final class CheckKey extends OncePerRequestFilter {

    private static final String BEARER = "Bearer ";

    private final byte[] key;

    CheckKey(StreamsSettings settings) {
        key = bytes(settings.api().internalKey());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (right(request.getHeader(HttpHeaders.AUTHORIZATION))) {
            chain.doFilter(request, response);
        } else {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            Problem.write(response, HttpStatus.UNAUTHORIZED, "Authorization: the internal key is needed");
        }
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return key.length == 0 || Problem.isProbe(request);
    }

    private boolean right(@Nullable String authorization) {
        return authorization != null
                && authorization.startsWith(BEARER)
                && MessageDigest.isEqual(bytes(authorization.substring(BEARER.length())), key);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
