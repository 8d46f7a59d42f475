package dev.fanfare.streams;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/// A refusal before any controller: RFC 9457 as the controllers' own.
final class Problem {

    private static final JsonMapper JSON = new JsonMapper();

    private Problem() {}

    static void write(HttpServletResponse response, HttpStatus status, String detail) throws IOException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("title", status.getReasonPhrase());
        body.put("status", status.value());
        body.put("detail", detail);
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(JSON.writeValueAsBytes(body));
    }

    /// Health is for everybody, and says no details.
    static boolean isProbe(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.equals("/actuator/health") || path.matches("/actuator/health/(liveness|readiness)");
    }
}
