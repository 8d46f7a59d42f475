package dev.fanfare.channels.door;

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

/// Lets in who shows the internal key; everybody where there is none, since then only loopback is listened on.
public final class CheckKey extends OncePerRequestFilter {

    private static final String SCHEME = "Bearer ";

    private final byte[] expected;

    /// @param internalKey empty for none
    public CheckKey(String internalKey) {
        this.expected = internalKey.isEmpty() ? new byte[0] : bytes(SCHEME + internalKey);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest call, HttpServletResponse response, FilterChain rest)
            throws ServletException, IOException {
        if (knows(call.getHeader(HttpHeaders.AUTHORIZATION))) {
            rest.doFilter(call, response);
            return;
        }
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, SCHEME.strip());
        Refusal.write(response, HttpStatus.UNAUTHORIZED, "Authorization: the internal key is needed");
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest call) {
        return expected.length == 0 || Refusal.isProbe(call);
    }

    private boolean knows(@Nullable String authorization) {
        return authorization != null && MessageDigest.isEqual(expected, bytes(authorization));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
