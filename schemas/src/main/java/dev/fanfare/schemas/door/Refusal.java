package dev.fanfare.schemas.door;

import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/// Turns a call away before any endpoint sees it, in the form of RFC 9457.
enum Refusal {
    BAD_REQUEST(HttpServletResponse.SC_BAD_REQUEST, "Bad Request"),
    UNAUTHORIZED(HttpServletResponse.SC_UNAUTHORIZED, "Unauthorized"),
    FORBIDDEN(HttpServletResponse.SC_FORBIDDEN, "Forbidden");

    private final int status;
    private final String title;

    Refusal(int status, String title) {
        this.status = status;
        this.title = title;
    }

    void write(ServletResponse response, String detail) throws IOException {
        ((HttpServletResponse) response).setStatus(status);
        response.setContentType(ProblemJson.MEDIA_TYPE);
        response.getOutputStream().write(ProblemJson.bytes(status, title, detail));
    }

    /// Health is for everybody.
    static boolean isProbe(HttpServletRequest call) {
        return call.getRequestURI().matches("/actuator/health(/liveness|/readiness)?");
    }
}
