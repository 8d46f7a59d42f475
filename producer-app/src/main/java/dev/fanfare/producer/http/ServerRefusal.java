package dev.fanfare.producer.http;

import dev.fanfare.schemas.json.Json;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/// What the server itself refuses before any of our code sees it (a broken request line, headers without end), as a
/// problem like all others. Made by the server, by its name.
public final class ServerRefusal extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, @Nullable Throwable ours) {
        HttpStatus status = HttpStatus.resolve(response.getStatus());
        boolean answered = response.getContentWritten() > 0 || !response.setErrorReported();
        if (status == null || !status.isError() || answered) {
            return;
        }
        String why = status.is4xxClientError()
                ? "the server could not read this as an HTTP call"
                : "this is our fault and stands in the log";
        try {
            byte[] bytes = Json.bytes(new Problem(status, why).toJson());
            response.setContentType(Problem.MEDIA_TYPE);
            response.setContentLength(bytes.length);
            response.getOutputStream().write(bytes);
            response.finishResponse();
        } catch (IOException | IllegalStateException gone) {
            container.getLogger().debug("nobody waits for the refusal", gone);
        }
    }
}
