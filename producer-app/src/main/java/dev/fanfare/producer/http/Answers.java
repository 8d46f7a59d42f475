package dev.fanfare.producer.http;

import dev.fanfare.schemas.json.Json;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerResponse;

/// Answers in JSON.
public final class Answers {

    private Answers() {}

    public static ServerResponse ok(Object json) {
        return json(ServerResponse.ok(), json);
    }

    /// With what `answer` already says.
    public static ServerResponse json(ServerResponse.BodyBuilder answer, Object json) {
        byte[] bytes = Json.bytes(json);
        return answer.contentType(MediaType.APPLICATION_JSON)
                .contentLength(bytes.length)
                .build((_, response) -> {
                    response.getOutputStream().write(bytes);
                    return null;
                });
    }

    public static ServerResponse problem(Problem problem) {
        return ServerResponse.status(problem.status()).build((_, response) -> {
            write(problem, response);
            return null;
        });
    }

    /// 404 about a thing of this kind.
    public static Refused none(String kind, String name) {
        return Refused.because(HttpStatus.NOT_FOUND, "there is no " + kind + " " + name);
    }

    static void write(Problem problem, HttpServletResponse response) throws IOException {
        byte[] bytes = Json.bytes(problem.toJson());
        response.setStatus(problem.status().value());
        problem.headers().forEach(response::setHeader);
        response.setContentType(Problem.MEDIA_TYPE);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
