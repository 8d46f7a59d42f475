package dev.fanfare.standalone.system.erase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Topics;
import dev.fanfare.standalone.sink.Received;
import dev.fanfare.standalone.sink.Refusal;
import dev.fanfare.standalone.system.guarantees.CountsAddUp;
import dev.fanfare.standalone.system.parts.CommittedRecords;
import dev.fanfare.standalone.system.parts.FrontDoor;
import dev.fanfare.standalone.system.parts.PipelineProcess;
import dev.fanfare.standalone.system.parts.Sinks;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// One person is erased, and taken up again under the same id, while one message waits for its retry, one on its lane
/// and one in the inbox.
class ErasePersonIT {

    private static final Topics TOPICS =
            new Topics(Topics.DEFAULT_PREFIX, new Partitioning(PipelineProcess.PARTITIONS));
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration SLOW = Duration.ofSeconds(7);

    @TempDir
    private Path data;

    @Test
    void nothing_of_the_one_who_is_erased_reaches_the_one_who_comes_after() {
        try (Sinks sinks = new Sinks(Duration.ZERO);
                PipelineProcess fanfare = PipelineProcess.withItsOwnBroker("erase", data, settings(sinks))) {
            fanfare.start();
            try (FrontDoor door = fanfare.frontDoor()) {
                prepare(door, sinks);
                String key = waitEverywhere(door, sinks);
                door.delete("/v1/recipients/ada");
                ada(door, sinks, "new");

                allIsGone(door, key);
                tell(door, "later", "ada");
                await().atMost(PATIENCE).until(() -> mails(sinks, "new@example.org") == 1);
                assertThat(mails(sinks, "old@example.org")).isZero();
            }
            fanfare.stop();
            fanfare.start();
            try (FrontDoor door = fanfare.frontDoor()) {
                await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                                door.get("/v1/recipients/ada/inbox").path("items"))
                        .hasSize(1));
            }
            auditIsByHash(fanfare);
            assertThat(mails(sinks, "old@example.org")).isZero();
        }
    }

    private static Map<String, String> settings(Sinks sinks) {
        Map<String, String> settings = new HashMap<>(sinks.settings());
        settings.put("fanfare.email.in-flight", "1");
        return settings;
    }

    private static void prepare(FrontDoor door, Sinks sinks) {
        door.put(
                "/v1/templates/hello",
                "{\"en\": {\"subject\": \"Hello\", \"text\": \"Secret words for {{recipient.id}}.\"}}");
        door.put("/v1/rules/hello", """
                {"recipients": "{{data.who}}", "channels": ["email", "webhook", "in-app"], "template": "hello"}""");
        door.put("/v1/recipients/blocker", "{\"email\": [\"blocker@example.org\"]}");
        ada(door, sinks, "old");
        sinks.behaviour().takeTime("blocker@example.org", SLOW);
        sinks.behaviour().refuse("/old", new Refusal(503, 1, Duration.ofHours(48)));
    }

    private static void ada(FrontDoor door, Sinks sinks, String where) {
        door.put("/v1/recipients/ada", """
                {"email": ["%s@example.org"], "webhook": [{"url": "%s", "secret": "%s"}]}""".formatted(where, sinks.hook("/" + where), Sinks.SECRET));
    }

    /// The only mail that may be under way is somebody else's and slow, so that hers stands on its lane.
    private static String waitEverywhere(FrontDoor door, Sinks sinks) {
        tell(door, "blocked", "blocker");
        await().atMost(PATIENCE).until(() -> sinks.underWay() == 1);
        String key = tell(door, "first", "ada");
        await().atMost(PATIENCE)
                .until(() -> door.all("/v1/scheduled?kind=retry").size() == 1);
        await().atMost(PATIENCE)
                .until(() -> door.get("/v1/recipients/ada/inbox").path("items").size() == 1);
        return key;
    }

    private static void allIsGone(FrontDoor door, String key) {
        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
            assertThat(door.get("/v1/recipients/ada/inbox").path("items")).isEmpty();
            assertThat(door.get("/v1/recipients/ada/inbox/unread")
                            .path("unread")
                            .asInt())
                    .isZero();
            assertThat(door.all("/v1/scheduled?kind=retry")).isEmpty();
            assertThat(door.all("/v1/recipients/ada/deliveries")).isEmpty();
        });
        JsonNode status = door.statusOf(key, PATIENCE);
        assertThat(status.path("state").asString()).as("%s", status).isEqualTo("DONE");
        CountsAddUp.inEachChannelOf(status);
        assertThat(CountsAddUp.sum(status, "/cancelled")).as("%s", status).isEqualTo(2);
        assertThat(CountsAddUp.sum(status, "/delivered")).as("%s", status).isEqualTo(1);
        List<JsonNode> deliveries = door.all("/v1/events/" + key + "/deliveries");
        assertThat(deliveries).hasSize(3).allSatisfy(delivery -> {
            assertThat(delivery.path("recipient").isNull()).as("%s", delivery).isTrue();
            assertThat(delivery.path("error").isNull()).as("%s", delivery).isTrue();
        });
    }

    private static void auditIsByHash(PipelineProcess fanfare) {
        var entries = new CommittedRecords(fanfare.bootstrapServers(), TOPICS).on(TOPICS.audit());
        assertThat(entries).hasSize(1);
        assertThat(new String(entries.getFirst().value(), StandardCharsets.UTF_8))
                .contains("recipient.erase")
                .contains("sha256:")
                .doesNotContain("ada");
    }

    private static String tell(FrontDoor door, String id, String who) {
        return door.event("""
                {"specversion": "1.0", "id": "%s", "source": "/erase", "type": "hello", "data": {"who": "%s"}}""".formatted(id, who));
    }

    private static long mails(Sinks sinks, String address) {
        return Stream.concat(sinks.received().stream(), sinks.refusals().stream())
                .map(Received::address)
                .filter(address::equals)
                .count();
    }
}
