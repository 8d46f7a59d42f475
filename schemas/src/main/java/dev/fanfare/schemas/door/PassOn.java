package dev.fanfare.schemas.door;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// Passes a call on to another instance of the same app, once, and hands back what it says.
public final class PassOn implements AutoCloseable {

    /// Marks a call that was passed on: it is never passed on again.
    private static final String PASSED = "Fanfare-Passed-On";

    /// Counts from when a call is begun: where hundreds begin at once in a process that is cold, 2 s were too short.
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final List<String> HANDED_BACK = List.of("Content-Type", "Retry-After");

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    private final String scheme;
    private final String internalKey;
    private final Duration patience;

    /// An instance's answer, with those of its headers that are the caller's business.
    public record Answer(int status, Map<String, String> headers, byte[] body) {}

    /// What goes on of a call; its request is only for the thread that it came on.
    public record Call(
            String method, String target, @Nullable String contentType, byte[] body) {

        /// @param body what was read of the call; empty where it has none
        public static Call of(HttpServletRequest call, byte[] body) {
            String query = call.getQueryString() == null ? "" : "?" + call.getQueryString();
            return new Call(call.getMethod(), call.getRequestURI() + query, call.getContentType(), body);
        }
    }

    /// @param self where this instance is reached, and so by which scheme the others are; null where it is alone
    /// @param internalKey empty where none is asked for
    /// @param patience for a whole answer
    public PassOn(@Nullable URI self, String internalKey, Duration patience) {
        this.scheme = self == null ? "http" : self.getScheme();
        this.internalKey = internalKey;
        this.patience = patience;
    }

    /// Whether another instance passed this call on to us.
    public static boolean done(HttpServletRequest call) {
        return call.getHeader(PASSED) != null;
    }

    /// @throws IOException where the instance does not answer
    public Answer to(String host, int port, HttpServletRequest call) throws IOException, InterruptedException {
        return to(host, port, Call.of(call, new byte[0]));
    }

    /// @throws IOException where the instance does not answer
    public Answer to(String host, int port, Call call) throws IOException, InterruptedException {
        byte[] body = call.body();
        HttpRequest.Builder request = to(host, port, call.target(), patience)
                .method(call.method(), body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        if (body.length > 0 && call.contentType() != null) {
            request.header("Content-Type", call.contentType());
        }
        return send(request);
    }

    /// Asks another instance what only it knows, as if a call had been passed on.
    ///
    /// @param target path and query, encoded
    /// @param within for the whole answer
    /// @throws IOException where the instance does not answer
    public Answer get(String host, int port, String target, Duration within) throws IOException, InterruptedException {
        return send(to(host, port, target, within));
    }

    private HttpRequest.Builder to(String host, int port, String target, Duration within) {
        return HttpRequest.newBuilder(URI.create(scheme + "://" + host + ":" + port + target))
                .timeout(within)
                .header(PASSED, "1");
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        if (!internalKey.isEmpty()) {
            request.header("Authorization", "Bearer " + internalKey);
        }
        HttpResponse<byte[]> answer = http.send(request.build(), BodyHandlers.ofByteArray());
        Map<String, String> headers = new LinkedHashMap<>();
        HANDED_BACK.forEach(name -> answer.headers().firstValue(name).ifPresent(value -> headers.put(name, value)));
        return new Answer(answer.statusCode(), headers, answer.body());
    }

    @Override
    public void close() {
        http.close();
    }
}
