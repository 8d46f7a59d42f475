package dev.fanfare.channels.inbox;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.apache.kafka.streams.state.HostInfo;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/// Passes a call on to the instance that a person's inbox stands on, once.
public final class ForwardToOwner implements AutoCloseable {

    /// Marks a call that was passed on: it is never passed on again.
    private static final String FORWARDED = "X-Fanfare-Forwarded";

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final String scheme;
    private final String internalKey;

    /// @param scheme `http` or `https`, of every instance
    /// @param internalKey empty where none is needed
    public ForwardToOwner(String scheme, String internalKey) {
        this.scheme = scheme;
        this.internalKey = internalKey;
    }

    static boolean done(HttpServletRequest call) {
        return call.getHeader(FORWARDED) != null;
    }

    /// The owner's answer as it came.
    ///
    /// @throws InboxAway where it does not answer
    ResponseEntity<byte[]> run(HttpServletRequest call, HostInfo owner) throws InterruptedException {
        String query = call.getQueryString() == null ? "" : "?" + call.getQueryString();
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(scheme + "://" + owner.host() + ":" + owner.port() + call.getRequestURI() + query))
                .method(call.getMethod(), BodyPublishers.noBody())
                .timeout(PATIENCE)
                .header(FORWARDED, "1");
        if (!internalKey.isEmpty()) {
            request.header(HttpHeaders.AUTHORIZATION, "Bearer " + internalKey);
        }
        try {
            HttpResponse<byte[]> answer = http.send(request.build(), BodyHandlers.ofByteArray());
            ResponseEntity.BodyBuilder reply = ResponseEntity.status(answer.statusCode());
            answer.headers()
                    .firstValue(HttpHeaders.CONTENT_TYPE)
                    .ifPresent(type -> reply.header(HttpHeaders.CONTENT_TYPE, type));
            answer.headers()
                    .firstValue(HttpHeaders.RETRY_AFTER)
                    .ifPresent(after -> reply.header(HttpHeaders.RETRY_AFTER, after));
            return reply.body(answer.body());
        } catch (IOException away) {
            throw new InboxAway("the instance with this inbox does not answer");
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
