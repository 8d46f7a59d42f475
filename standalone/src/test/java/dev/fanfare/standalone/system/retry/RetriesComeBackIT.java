package dev.fanfare.standalone.system.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.DeadLetter;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.RecordHeaders;
import dev.fanfare.schemas.Topics;
import dev.fanfare.standalone.sink.Received;
import dev.fanfare.standalone.sink.Refusal;
import dev.fanfare.standalone.system.guarantees.CountsAddUp;
import dev.fanfare.standalone.system.parts.CommittedRecords;
import dev.fanfare.standalone.system.parts.FrontDoor;
import dev.fanfare.standalone.system.parts.People;
import dev.fanfare.standalone.system.parts.PipelineProcess;
import dev.fanfare.standalone.system.parts.Progress;
import dev.fanfare.standalone.system.parts.Sinks;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Providers that fail for a while, seen from both ends; and a kill while retries wait.
class RetriesComeBackIT {

    private static final Topics TOPICS =
            new Topics(Topics.DEFAULT_PREFIX, new Partitioning(PipelineProcess.PARTITIONS));
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int TWICE = 10;
    private static final int AFTER = 10;
    private static final int NEVER = 11;
    private static final int KILLED = 12;
    private static final int ERASED = 13;
    /// On a crowded machine, too: a call that is under way at the kill is made again.
    private static final Duration BEYOND_THE_KILL = Duration.ofSeconds(15);

    @TempDir
    private Path data;

    @Test
    @DisplayName(
            "S1-03, S1-20, S1-23, S1-38, S1-48, S1-50, S2-13, S2-14, S2-35, S3-04, S4-07: what fails comes back, and ends on the dead-letter topic")
    void retries_come_back() {
        try (Sinks sinks = new Sinks(Duration.ZERO);
                PipelineProcess fanfare = PipelineProcess.withItsOwnBroker("retry", data, settings(sinks))) {
            fanfare.start();
            prepare(fanfare, sinks);
            failAndComeBack(fanfare, sinks);
            waitThroughAKill(fanfare, sinks);
        }
    }

    private static Map<String, String> settings(Sinks sinks) {
        Map<String, String> settings = new HashMap<>(sinks.settings());
        for (String channel : List.of("email", "webhook")) {
            settings.put("fanfare." + channel + ".retry.attempts", "3");
            settings.put("fanfare." + channel + ".retry.delays", "1s");
            settings.put("fanfare." + channel + ".retry.jitter", "0");
        }
        return settings;
    }

    private static void prepare(PipelineProcess fanfare, Sinks sinks) {
        try (FrontDoor door = fanfare.frontDoor()) {
            door.put("/v1/templates/again", "{\"en\": {\"subject\": \"Again\", \"text\": \"And again.\"}}");
            door.put("/v1/rules/again", """
                    {"audiences": ["crowd:{{data.who}}"], "channels": ["email", "webhook"], "template": "again"}""");
            door.put("/v1/rules/hook", """
                    {"audiences": ["crowd:{{data.who}}"], "channels": ["webhook"], "template": "again"}""");
            door.recipients(
                    new People(ERASED + 1, sinks, person -> List.of(person < KILLED ? "crowd:fails" : "crowd:waits"))
                            .lines());
        }
    }

    private static void failAndComeBack(PipelineProcess fanfare, Sinks sinks) {
        for (int person = 0; person < TWICE; person++) {
            sinks.behaviour().refuse(hook(person), new Refusal(503, 2, Duration.ZERO));
            sinks.behaviour().refuse(mail(person), new Refusal(451, 2, Duration.ZERO));
        }
        sinks.behaviour().refuse(hook(AFTER), new Refusal(429, 1, Duration.ofSeconds(2)));
        sinks.behaviour().refuse(hook(NEVER), 503);
        sinks.behaviour().refuse(mail(NEVER), 451);
        try (FrontDoor door = fanfare.frontDoor()) {
            String key = tell(door, "again", "fails");
            JsonNode status = door.statusOf(key, PATIENCE);
            assertThat(status.path("state").asString()).as("%s", status).isEqualTo("DONE");
            CountsAddUp.inEachChannelOf(status);
            assertThat(CountsAddUp.sum(status, "/delivered")).as("%s", status).isEqualTo(2 * TWICE + 2);
            assertThat(CountsAddUp.sum(status, "/dead")).as("%s", status).isEqualTo(2);
            assertThat(status.at("/reasons/attempts-used-up").asLong()).isEqualTo(2);
            eachDeliverySaysHowOftenItWasTried(door.all("/v1/events/" + key + "/deliveries?limit=100"));
        }
        theProvidersSawTheSame(sinks);
        theTopicsSayTheSame(fanfare);
    }

    private static void eachDeliverySaysHowOftenItWasTried(List<JsonNode> deliveries) {
        assertThat(deliveries).hasSize(2 * KILLED).allSatisfy(delivery -> {
            int person = Integer.parseInt(delivery.path("recipient").asString().substring("person-".length()));
            int attempts = person == AFTER ? 1 : 3; // a throttle uses up none
            assertThat(delivery.path("attempts").asInt()).as("%s", delivery).isEqualTo(attempts);
            assertThat(delivery.path("maxAttempts").asInt()).as("%s", delivery).isEqualTo(3);
            assertThat(delivery.path("state").asString())
                    .as("%s", delivery)
                    .isEqualTo(person == NEVER ? "DEAD" : "DELIVERED");
        });
    }

    private static void theProvidersSawTheSame(Sinks sinks) {
        for (int person = 0; person < TWICE; person++) {
            for (String address : List.of(hook(person), mail(person))) {
                assertThat(to(address, sinks.refusals())).as(address).hasSize(2);
                assertThat(to(address, sinks.received())).as(address).hasSize(1);
            }
        }
        assertThat(to(hook(NEVER), sinks.refusals())).hasSize(3);
        Received asked = to(hook(AFTER), sinks.refusals()).getFirst();
        Received again = to(hook(AFTER), sinks.received()).getFirst();
        assertThat(again.delivery()).isEqualTo(asked.delivery());
        assertThat(Duration.between(asked.at(), again.at()))
                .as("S3-05: what Retry-After says is not shortened")
                .isGreaterThanOrEqualTo(Duration.ofSeconds(2));
    }

    private static void theTopicsSayTheSame(PipelineProcess fanfare) {
        CommittedRecords committed = new CommittedRecords(fanfare.bootstrapServers(), TOPICS);
        List<DeadLetter> dead = Stream.of(Channel.EMAIL, Channel.WEBHOOK)
                .flatMap(channel -> committed.deadLetters(TOPICS.deadLetters(channel)))
                .toList();
        assertThat(dead).hasSize(2).allSatisfy(letter -> {
            assertThat(letter.getReason()).isEqualTo(Reason.ATTEMPTS_USED_UP);
            assertThat(letter.getAttempts()).isEqualTo(3);
            assertThat(letter.getDelivery().getRecipient()).isEqualTo("person-" + NEVER);
        });
        assertThat(attempts(committed, Channel.WEBHOOK)).doesNotHaveDuplicates().hasSize(3 * (TWICE + 1) + 2);
        assertThat(attempts(committed, Channel.EMAIL)).doesNotHaveDuplicates().hasSize(3 * (TWICE + 1) + 1);
    }

    /// What stands on a channel's standard lane: recipient and attempt.
    private static List<String> attempts(CommittedRecords committed, Channel channel) {
        return committed.on(TOPICS.channel(channel, Lane.STANDARD)).stream()
                .map(record -> new String(record.key(), java.nio.charset.StandardCharsets.UTF_8) + " "
                        + RecordHeaders.number(record.headers(), RecordHeaders.ATTEMPT, 1) + " "
                        + RecordHeaders.number(record.headers(), RecordHeaders.HOLDS, 0))
                .toList();
    }

    private static void waitThroughAKill(PipelineProcess fanfare, Sinks sinks) {
        sinks.behaviour().refuse(hook(KILLED), new Refusal(503, 1, BEYOND_THE_KILL));
        sinks.behaviour().refuse(hook(ERASED), new Refusal(503, 1, Duration.ofHours(48)));
        String key;
        Instant deferred = Instant.now();
        try (FrontDoor door = fanfare.frontDoor()) {
            key = tell(door, "hook", "waits");
            await().atMost(PATIENCE).until(() -> waiting(door).size() == 2);
            // else the calls themselves would be repeated, and taken this time
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(uncommitted(fanfare)).isEmpty());
        }
        fanfare.kill();
        fanfare.start();
        try (FrontDoor door = fanfare.frontDoor()) {
            await().atMost(PATIENCE)
                    .until(() -> to(hook(KILLED), sinks.received()).size() == 1);
            JsonNode left = waiting(door).getLast();
            assertThat(left.path("recipient").asString()).isEqualTo("person-" + ERASED);
            assertThat(left.path("attempts").asInt()).isEqualTo(1);
            assertThat(left.path("maxAttempts").asInt()).isEqualTo(3);
            assertThat(Instant.parse(left.path("due").asString())).isAfter(deferred.plus(Duration.ofHours(48)));
            door.delete("/v1/recipients/person-" + ERASED);
            JsonNode status = door.statusOf(key, PATIENCE);
            assertThat(status.path("state").asString()).as("%s", status).isEqualTo("DONE");
            CountsAddUp.inEachChannelOf(status);
            assertThat(CountsAddUp.sum(status, "/delivered")).as("%s", status).isEqualTo(1);
            assertThat(CountsAddUp.sum(status, "/cancelled")).as("%s", status).isEqualTo(1);
            assertThat(waiting(door)).isEmpty();
        }
        assertThat(to(hook(KILLED), sinks.received())).hasSize(1);
        Instant asked = to(hook(KILLED), sinks.refusals()).getFirst().at();
        assertThat(to(hook(KILLED), sinks.received()).getFirst().at()).isAfterOrEqualTo(asked.plus(BEYOND_THE_KILL));
    }

    /// Where the webhooks' group has not committed past the last delivery.
    private static Map<String, Long> uncommitted(PipelineProcess fanfare) {
        Map<TopicPartition, Long> last = new HashMap<>();
        new CommittedRecords(fanfare.bootstrapServers(), TOPICS)
                .on(TOPICS.channel(Channel.WEBHOOK, Lane.STANDARD))
                .forEach(record ->
                        last.merge(new TopicPartition(record.topic(), record.partition()), record.offset(), Math::max));
        return new Progress(fanfare.bootstrapServers(), TOPICS).shortOf(last);
    }

    private static List<JsonNode> waiting(FrontDoor door) {
        return door.all("/v1/scheduled?kind=retry&limit=1");
    }

    private static String tell(FrontDoor door, String type, String who) {
        return door.event("""
                {"specversion": "1.0", "id": "%2$s", "source": "/retry", "type": "%1$s", "data": {"who": "%2$s"}}""".formatted(type, who));
    }

    private static List<Received> to(String address, List<Received> calls) {
        return calls.stream().filter(call -> call.address().equals(address)).toList();
    }

    private static String hook(int person) {
        return "/person-" + person;
    }

    private static String mail(int person) {
        return "person-" + person + "@example.org";
    }
}
