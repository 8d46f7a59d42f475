package dev.fanfare.standalone.client;

import dev.fanfare.standalone.work.WorkFailed;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/// Fanfare's front door, called over HTTP.
public final class FrontDoor implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final String KEY = "Idempotency-Key";

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
    private final URI url;
    private final String key;

    /// @param key what to bring as a bearer token; empty for none
    public FrontDoor(URI url, String key) {
        this.url = url;
        this.key = key;
    }

    public Answer get(String path) {
        return call("GET", path, "", BodyPublishers.noBody());
    }

    public Answer delete(String path) {
        return call("DELETE", path, "", BodyPublishers.noBody());
    }

    /// As [#delete(String)]; the same call with the same key does its work once.
    ///
    /// @param idempotencyKey 1 to 200 visible ASCII characters
    public Answer delete(String path, String idempotencyKey) {
        return call("DELETE", path, Map.of(KEY, idempotencyKey), BodyPublishers.noBody());
    }

    /// JSON; the same call with the same key does its work once.
    ///
    /// @param idempotencyKey 1 to 200 visible ASCII characters
    public Answer post(String path, String json, String idempotencyKey) {
        Map<String, String> headers = Map.of("Content-Type", "application/json", KEY, idempotencyKey);
        return call("POST", path, headers, BodyPublishers.ofString(json));
    }

    public Answer put(String path, String json) {
        return call("PUT", path, "application/json", BodyPublishers.ofString(json));
    }

    public Answer post(String path, String contentType, BodyPublisher body) {
        return call("POST", path, contentType, body);
    }

    /// One segment of a path.
    public static String segment(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private Answer call(String method, String path, String contentType, BodyPublisher body) {
        return call(method, path, contentType.isEmpty() ? Map.of() : Map.of("Content-Type", contentType), body);
    }

    private Answer call(String method, String path, Map<String, String> headers, BodyPublisher body) {
        var request = HttpRequest.newBuilder(url.resolve(path)).method(method, body);
        headers.forEach(request::header);
        if (!key.isEmpty()) {
            request.header("Authorization", "Bearer " + key);
        }
        try {
            var response = http.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (ConnectException nobody) {
            throw new WorkFailed(
                    "nobody answers at " + url + "; start Fanfare with ./fanfare up, or name where it is with --url");
        } catch (IOException cut) {
            throw new WorkFailed("the call to " + url + " was cut off: " + cut.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new WorkFailed("stopped");
        }
    }
}
