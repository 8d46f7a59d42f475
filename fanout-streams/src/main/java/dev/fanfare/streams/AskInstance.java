package dev.fanfare.streams;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.apache.kafka.streams.state.HostInfo;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/// Passes a GET on to another instance of ours, once, and hands back what it says.
final class AskInstance {

    /// Marks a call that was passed on.
    static final String PASSED = "Fanfare-Passed-On";

    private static final Duration CONNECT = Duration.ofSeconds(2);
    /// Longer than any `wait`.
    private static final Duration ANSWER = Duration.ofSeconds(65);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECT).build();
    private final String scheme;
    private final String key;

    AskInstance(StreamsSettings settings) {
        scheme = settings.advertisedUrl().getScheme();
        key = settings.api().internalKey();
    }

    /// @throws StreamsAway where it was passed on before, or the instance does not answer
    ResponseEntity<byte[]> pass(HttpServletRequest request, HostInfo to) {
        if (request.getHeader(PASSED) != null) {
            throw new StreamsAway("the owner moves just now");
        }
        HttpRequest.Builder call =
                HttpRequest.newBuilder(uri(request, to)).timeout(ANSWER).header(PASSED, "1");
        if (!key.isEmpty()) {
            call.header(HttpHeaders.AUTHORIZATION, "Bearer " + key);
        }
        HttpResponse<byte[]> answer = send(call.build(), to);
        ResponseEntity.BodyBuilder back = ResponseEntity.status(answer.statusCode());
        answer.headers()
                .firstValue(HttpHeaders.CONTENT_TYPE)
                .ifPresent(type -> back.contentType(MediaType.parseMediaType(type)));
        answer.headers()
                .firstValue(HttpHeaders.RETRY_AFTER)
                .ifPresent(after -> back.header(HttpHeaders.RETRY_AFTER, after));
        return back.body(answer.body());
    }

    private HttpResponse<byte[]> send(HttpRequest request, HostInfo to) {
        try {
            return http.send(request, BodyHandlers.ofByteArray());
        } catch (IOException away) {
            throw new StreamsAway("the instance at " + to.host() + ":" + to.port() + " does not answer", away);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new StreamsAway("interrupted", stopped);
        }
    }

    private URI uri(HttpServletRequest request, HostInfo to) {
        String query = request.getQueryString();
        return URI.create(scheme + "://" + to.host() + ":" + to.port() + request.getRequestURI()
                + (query == null ? "" : "?" + query));
    }
}
