package dev.fanfare.channels.door;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/// Turns a call away before any endpoint sees it, in the form of RFC 9457.
final class Refusal {

    private static final JsonMapper JSON = JsonMapper.shared();

    private Refusal() {}

    static void write(HttpServletResponse response, HttpStatus status, String detail) throws IOException {
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream()
                .write(JSON.writeValueAsBytes(JSON.createObjectNode()
                        .put("title", status.getReasonPhrase())
                        .put("status", status.value())
                        .put("detail", detail)));
    }

    /// Probes know no key, and name us by the address that they found.
    static boolean isProbe(HttpServletRequest call) {
        return call.getRequestURI().matches("/actuator/health(/liveness|/readiness)?");
    }
}
