package dev.fanfare.standalone.system.ways;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fanfare.schemas.EventKey;
import dev.fanfare.standalone.system.parts.FrontDoor;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Events with a time of their own, at a running pipeline.
final class Later {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration LATE = Duration.ofSeconds(1);

    private final FrontDoor door;

    Later(FrontDoor door) {
        this.door = door;
    }

    /// One comes in its time; one is cancelled; one is sent now.
    void play() {
        Instant soon = Instant.now().plusSeconds(4);
        String inTime = event("in-time", soon);
        String cancelled = event("cancelled", soon.plusSeconds(7_200));
        String now = event("now", soon.plusSeconds(3_600));

        assertThat(state(inTime)).isEqualTo("SCHEDULED");
        assertThat(waiting()).containsSubsequence(inTime, now, cancelled);
        assertThat(door.event(json("in-time", soon))).as("a repeat").isEqualTo(inTime);

        door.steer("DELETE", "/v1/events/" + cancelled);
        JsonNode ended = door.get("/v1/events/" + cancelled + "?wait=10s");
        assertThat(ended.path("state").asString()).as("%s", ended).isEqualTo("CANCELLED");
        assertThat(ended.path("stopped").asInt(-1)).isZero();
        assertThat(ended.path("left").asInt(-1)).isZero();

        door.steer("POST", "/v1/scheduled/" + now + "/now");
        told(now);
        JsonNode told = told(inTime);
        Instant sendAt = Instant.parse(told.path("sendAt").asString());
        assertThat(Instant.parse(told.path("releasedAt").asString())).isBetween(sendAt, sendAt.plus(LATE));
        assertThat(waiting()).doesNotContain(inTime, now, cancelled);
    }

    /// The first of a series is told; the next goes with the series.
    void playSeries() {
        Instant start = Instant.now().plusSeconds(4).truncatedTo(ChronoUnit.SECONDS);
        String series = door.event("""
                {"specversion":"1.0","id":"series","source":"/later","type":"t","recipients":"ada","channels":"in-app",
                 "title":"Again","every":"R/%s/PT1H"}""".formatted(start));
        String first = EventKey.of("/later", "series/" + start);
        String second = EventKey.of("/later", "series/" + start.plusSeconds(3_600));

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(waiting()).contains(series, first));
        assertThat(told(first).path("series").asString()).isEqualTo(series);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(waiting()).contains(series, second));
        door.steer("DELETE", "/v1/events/" + series);
        for (String key : List.of(series, second)) {
            JsonNode ended = door.get("/v1/events/" + key + "?wait=10s");
            assertThat(ended.path("state").asString()).as("%s", ended).isEqualTo("CANCELLED");
        }
        assertThat(waiting()).doesNotContain(series, first, second);
    }

    /// A time without a zone is the person's own, and UTC's where none is known.
    void playLocal() {
        LocalDateTime soon = LocalDateTime.now(ZoneOffset.UTC).plusSeconds(6).truncatedTo(ChronoUnit.SECONDS);
        String key = door.event("""
                {"specversion":"1.0","id":"local","source":"/later","type":"t","recipients":"ada","channels":"in-app",
                 "title":"Where you are","sendat":"%s"}""".formatted(soon));

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(door.get("/v1/events/" + key)
                        .at("/channels/in-app/open/held")
                        .asInt())
                .isEqualTo(1));
        assertThat(door.all("/v1/scheduled?kind=sendat"))
                .extracting(item -> item.path("event").asString())
                .contains(key);
        told(key);
        assertThat(Instant.now()).isAfterOrEqualTo(soon.toInstant(ZoneOffset.UTC));
    }

    private JsonNode told(String key) {
        JsonNode status = door.statusOf(key, PATIENCE);
        assertThat(status.path("state").asString()).as("%s", status).isEqualTo("DONE");
        assertThat(status.at("/channels/in-app/delivered").asInt())
                .as("%s", status)
                .isEqualTo(1);
        return status;
    }

    private String state(String key) {
        return door.get("/v1/events/" + key).path("state").asString();
    }

    private List<String> waiting() {
        return door.all("/v1/scheduled?kind=sendat&limit=2").stream()
                .map(item -> item.path("id").asString())
                .toList();
    }

    private String event(String id, Instant sendAt) {
        return door.event(json(id, sendAt));
    }

    private static String json(String id, Instant sendAt) {
        return """
                {"specversion":"1.0","id":"%s","source":"/later","type":"t","recipients":"ada","channels":"in-app",
                 "title":"Later","sendat":"%s"}""".formatted(id, sendAt);
    }
}
