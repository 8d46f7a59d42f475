package dev.fanfare.standalone.system.seeing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.standalone.system.parts.FrontDoor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/// One of the three apps, as its operator's tools call it.
///
/// @param key what its door asks for; empty for none
record App(URI url, String key, HttpClient http) {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    Scrape scrape() {
        HttpResponse<String> answer = get("/actuator/prometheus", key);
        assertThat(answer.statusCode()).as("%s: %s", url, answer.body()).isEqualTo(200);
        return Scrape.parse(answer.body());
    }

    /// As a caller sees it who may know details; whatever the status of the answer.
    JsonNode health() {
        return FrontDoor.JSON.readTree(get("/actuator/health", key).body());
    }

    JsonNode json(String path) {
        return FrontDoor.JSON.readTree(get(path, key).body());
    }

    /// As a probe sees it.
    HttpResponse<String> probe(String path) {
        return get("/actuator/health" + path, "");
    }

    private HttpResponse<String> get(String path, String shown) {
        HttpRequest.Builder call = HttpRequest.newBuilder(url.resolve(path)).timeout(PATIENCE);
        if (!shown.isEmpty()) {
            call.header("Authorization", "Bearer " + shown);
        }
        try {
            return http.send(call.build(), BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
