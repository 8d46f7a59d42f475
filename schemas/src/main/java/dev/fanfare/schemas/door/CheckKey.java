package dev.fanfare.schemas.door;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/// Lets in who shows the internal key; everybody where there is none, since then only loopback is listened on. Probes
/// know no key.
public final class CheckKey implements Filter {

    private static final String SCHEME = "Bearer";

    private final byte[] expected;

    /// @param internalKey empty for none
    public CheckKey(String internalKey) {
        this.expected = internalKey.isEmpty() ? new byte[0] : bytes(SCHEME + " " + internalKey);
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        HttpServletRequest call = (HttpServletRequest) request;
        if (expected.length == 0 || knows(call.getHeader("Authorization"))) {
            chain.doFilter(Named.by("internal", call), response);
            return;
        }
        if (Refusal.isProbe(call)) {
            chain.doFilter(request, response);
            return;
        }
        ((HttpServletResponse) response).setHeader("WWW-Authenticate", SCHEME);
        Refusal.UNAUTHORIZED.write(response, "Authorization: the internal key is needed");
    }

    /// In the same time, however much of it is right.
    private boolean knows(@Nullable String authorization) {
        return authorization != null && MessageDigest.isEqual(expected, bytes(authorization));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
