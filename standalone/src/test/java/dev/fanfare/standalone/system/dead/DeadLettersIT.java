package dev.fanfare.standalone.system.dead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fanfare.standalone.sink.Received;
import dev.fanfare.standalone.system.guarantees.CountsAddUp;
import dev.fanfare.standalone.system.parts.FrontDoor;
import dev.fanfare.standalone.system.parts.PipelineProcess;
import dev.fanfare.standalone.system.parts.Sinks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Endpoints that refuse, and one that is out of order; then an operator puts right what failed.
class DeadLettersIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int REFUSED = 30;
    private static final int OUT = 10;
    private static final int WELL = 5;
    private static final Map<String, Long> ALL_DEAD = Map.of("rejected", 30L, "attempts-used-up", 10L);
    private static final String REJECTED = """
            "from": "dlt", "filter": {"channel": "webhook", "reason": "rejected"}""";

    @TempDir
    private Path data;

    @Test
    @DisplayName(
            "S4-23 dead letters of one reason are sent again, each once, and the rest is untouched until it is discarded")
    void one_reason_is_replayed_and_the_rest_discarded() {
        try (Sinks sinks = new Sinks(Duration.ZERO)) {
            Map<String, String> settings = new HashMap<>(sinks.settings());
            settings.put("fanfare.webhook.retry.attempts", "1");
            try (PipelineProcess fanfare = PipelineProcess.withItsOwnBroker("dead", data, settings)) {
                fanfare.start();
                try (FrontDoor door = fanfare.frontDoor()) {
                    tell(door, sinks);
                }
            }
        }
    }

    private static void tell(FrontDoor door, Sinks sinks) {
        Letters letters = new Letters(door);
        for (String recipient : recipients("refused", REFUSED)) {
            sinks.behaviour().refuse("/" + recipient, 400);
        }
        for (String recipient : recipients("out", OUT)) {
            sinks.behaviour().refuse("/" + recipient, 503);
        }
        String key = broadcast(door, sinks);
        JsonNode before = door.statusOf(key, PATIENCE);
        assertThat(CountsAddUp.sum(before, "/dead")).isEqualTo(REFUSED + OUT);
        letters.awaitCounts("webhook", ALL_DEAD);
        assertThat(letters.recipients("?event=" + key + "&reason=rejected"))
                .containsExactlyInAnyOrderElementsOf(recipients("refused", REFUSED));
        assertShown(door, letters);

        sinks.allowAll();
        JsonNode dry = letters.dryRun("{" + REJECTED + ", \"dryRun\": true}");
        assertThat(dry.path("count").asLong()).isEqualTo(REFUSED);
        assertThat(dry.path("sample")).isNotEmpty();
        assertThat(letters.counts("webhook")).isEqualTo(ALL_DEAD);

        String replay = letters.replay("{" + REJECTED + ", \"perSecond\": 100}");
        JsonNode done = letters.awaitEnd(replay);
        assertThat(done.path("state").asString()).isEqualTo("DONE");
        assertThat(done.path("matched").asLong()).isEqualTo(REFUSED);
        assertThat(done.path("replayed").asLong()).isEqualTo(REFUSED);
        await().atMost(PATIENCE).until(() -> sinks.distinct() == WELL + REFUSED);
        JsonNode after = await().atMost(PATIENCE)
                .until(
                        () -> door.get("/v1/events/" + key),
                        status -> CountsAddUp.sum(status, "/delivered") == WELL + REFUSED);
        assertThat(after.path("state").asString()).isEqualTo("DONE");
        assertThat(CountsAddUp.sum(after, "/dead")).isEqualTo(OUT);
        CountsAddUp.inEachChannelOf(after);
        assertThat(sinks.received().stream().map(Received::delivery))
                .as("each once")
                .doesNotHaveDuplicates();
        assertThat(letters.counts("webhook")).isEqualTo(Map.of("attempts-used-up", 10L));
        assertThat(letters.audited(replay))
                .hasSize(2)
                .satisfies(lines -> assertThat(lines.getFirst()).startsWith("local dead-letters.replay {"))
                .satisfies(lines -> assertThat(lines.getLast())
                        .isEqualTo("local dead-letters.replay.end"
                                + " {\"matched\":30,\"done\":30,\"skipped\":0,\"stopped\":false}"));

        door.steer("DELETE", "/v1/dead-letters?reason=attempts-used-up");
        letters.awaitCounts("webhook", Map.of());
        assertThat(sinks.calls()).isEqualTo(WELL + REFUSED);
    }

    private static void assertShown(FrontDoor door, Letters letters) {
        JsonNode first = door.get("/v1/dead-letters?limit=1").path("items").get(0);
        JsonNode letter = door.get("/v1/dead-letters/" + first.path("id").asString());
        assertThat(letter.path("recipient")).isEqualTo(first.path("recipient"));
        assertThat(letter.at("/words/title").asString()).isEqualTo("Dead or alive");
        assertThat(letter.path("error").asString()).isNotEmpty();
        assertThat(letter.toString()).doesNotContain("whsec");
        assertThat(door.statusCode("/v1/dead-letters?chanel=email")).isEqualTo(400);
        assertThat(letters.recipients("?recipient=refused-1")).containsExactly("refused-1");
    }

    private static String broadcast(FrontDoor door, Sinks sinks) {
        door.put("/v1/templates/dead", "{\"en\": {\"subject\": \"Dead or alive\", \"text\": \"Which?\"}}");
        door.put("/v1/rules/dead", """
                {"audiences": ["everyone"], "channels": ["webhook"], "template": "dead"}""");
        List<String> people = new ArrayList<>();
        Stream.of(recipients("refused", REFUSED), recipients("out", OUT), recipients("well", WELL))
                .flatMap(List::stream)
                .forEach(id -> people.add("{\"id\": \"%s\", \"webhook\": [{\"url\": \"%s\", \"secret\": \"%s\"}]}"
                        .formatted(id, sinks.hook("/" + id), Sinks.SECRET)));
        door.recipients(people);
        return door.event("{\"specversion\": \"1.0\", \"id\": \"1\", \"source\": \"/dead\", \"type\": \"dead\"}");
    }

    private static List<String> recipients(String name, int count) {
        return IntStream.range(0, count).mapToObj(n -> name + "-" + n).toList();
    }
}
