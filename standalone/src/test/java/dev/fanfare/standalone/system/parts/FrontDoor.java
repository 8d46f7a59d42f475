package dev.fanfare.standalone.system.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Fanfare as a caller sees it: over HTTP, and nothing else.
public final class FrontDoor implements AutoCloseable {

    public static final JsonMapper JSON = JsonMapper.shared();

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient client = HttpClient.newHttpClient();
    private final String url;
    private final Duration patience;

    public FrontDoor(String url) {
        this(url, PATIENCE);
    }

    /// @param patience with each answer
    public FrontDoor(String url, Duration patience) {
        this.url = url;
        this.patience = patience;
    }

    /// Where it is.
    public String url() {
        return url;
    }

    /// Reference data: must be taken, and in force.
    public void put(String path, String json) {
        HttpResponse<String> answer = send(to(path).header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(json))
                .build());
        assertThat(answer.statusCode()).as("PUT %s: %s", path, answer.body()).isIn(200, 201);
        assertThat(JSON.readTree(answer.body()).path("inForce").asBoolean(true))
                .as("%s in force", path)
                .isTrue();
    }

    /// What must be there no more.
    public void delete(String path) {
        HttpResponse<String> answer = send(to(path).DELETE().build());
        assertThat(answer.statusCode()).as("DELETE %s: %s", path, answer.body()).isIn(200, 204);
    }

    /// Many recipients, one a line; all must be taken and in force.
    public void recipients(List<String> lines) {
        JsonNode answer = JSON.readTree(post("/v1/recipients", "application/x-ndjson", String.join("\n", lines), 200));
        assertThat(answer.path("accepted").asInt()).as("%s", answer).isEqualTo(lines.size());
        assertThat(answer.path("inForce").asBoolean()).as("%s", answer).isTrue();
    }

    /// An event that must be accepted.
    ///
    /// @return its key
    public String event(String cloudEvent) {
        String answer = post("/v1/events", "application/cloudevents+json", cloudEvent, 202);
        return JSON.readTree(answer).at("/events/0/key").asString();
    }

    /// As [#event], but nothing where the door is away or says that it may be tried again.
    public Optional<String> tryEvent(String cloudEvent) {
        return tryEvent(cloudEvent, _ -> {});
    }

    /// As [#tryEvent(String)], and says why there is nothing.
    public Optional<String> tryEvent(String cloudEvent, Consumer<String> why) {
        HttpRequest post = to("/v1/events")
                .header("Content-Type", "application/cloudevents+json")
                .POST(BodyPublishers.ofString(cloudEvent))
                .build();
        try {
            HttpResponse<String> answer = send(post);
            assertThat(answer.statusCode())
                    .as("POST of an event: %s", answer.body())
                    .isIn(202, 503);
            if (answer.statusCode() == 202) {
                return Optional.of(
                        JSON.readTree(answer.body()).at("/events/0/key").asString());
            }
            why.accept("503 " + JSON.readTree(answer.body()).path("detail").asString());
        } catch (UncheckedIOException away) {
            why.accept(String.valueOf(away.getCause()));
        }
        return Optional.empty();
    }

    /// What the call answers, which must be `status`.
    public String post(String path, String type, String body, int status) {
        HttpResponse<String> answer = send(to(path).header("Content-Type", type)
                .POST(BodyPublishers.ofString(body))
                .build());
        assertThat(answer.statusCode()).as("POST %s: %s", path, answer.body()).isEqualTo(status);
        return answer.body();
    }

    /// Asks something of a running event, which must be taken.
    ///
    /// @return when it was
    public Instant steer(String method, String path) {
        HttpResponse<String> answer =
                send(to(path).method(method, BodyPublishers.noBody()).build());
        Instant taken = Instant.now();
        assertThat(answer.statusCode())
                .as("%s %s: %s", method, path, answer.body())
                .isEqualTo(202);
        return taken;
    }

    /// What is there, or nothing while a part of it is away.
    public Optional<JsonNode> ask(String path) {
        HttpResponse<String> answer = send(to(path).GET().build());
        assertThat(answer.statusCode()).as("GET %s: %s", path, answer.body()).isIn(200, 503);
        return answer.statusCode() == 200 ? Optional.of(JSON.readTree(answer.body())) : Optional.empty();
    }

    /// What is there; 503, as while a store moves behind a kill, means ask again, as the door says.
    public JsonNode get(String path) {
        return await().atMost(PATIENCE)
                .until(() -> ask(path), Optional::isPresent)
                .orElseThrow();
    }

    /// What a GET is answered with.
    public int statusCode(String path) {
        return send(to(path).GET().build()).statusCode();
    }

    /// Every item of a list, page after page.
    public List<JsonNode> all(String path) {
        List<JsonNode> items = new ArrayList<>();
        String more = path.contains("?") ? "&cursor=" : "?cursor=";
        JsonNode page = get(path);
        page.path("items").forEach(items::add);
        while (page.path("next").isString()) {
            page = get(path + more + encoded(page.path("next").asString()));
            page.path("items").forEach(items::add);
        }
        return items;
    }

    /// The event's status once it is final, or as it is after `atMost`; 503 means ask again, as the door says.
    public JsonNode statusOf(String key, Duration atMost) {
        String path = "/v1/events/" + key + "?wait=10s";
        long end = System.nanoTime() + atMost.toNanos();
        HttpResponse<String> answer = send(to(path).GET().build());
        while (!isDone(answer) && System.nanoTime() < end) {
            answer = send(to(path).GET().build());
        }
        assertThat(answer.statusCode()).as("GET %s: %s", path, answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static boolean isDone(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 503);
        return answer.statusCode() == 200
                && JSON.readTree(answer.body()).path("state").asString().equals("DONE");
    }

    /// As one segment of a path.
    public static String encoded(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {
        client.close();
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).timeout(patience);
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new UncheckedIOException(request.method() + " " + request.uri() + " failed", failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
