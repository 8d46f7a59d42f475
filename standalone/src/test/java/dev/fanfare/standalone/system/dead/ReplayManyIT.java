package dev.fanfare.standalone.system.dead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.Topic;
import dev.fanfare.schemas.Topics;
import dev.fanfare.standalone.sink.Received;
import dev.fanfare.standalone.system.dead.Rates.Window;
import dev.fanfare.standalone.system.parts.Apart;
import dev.fanfare.standalone.system.parts.AppProcess;
import dev.fanfare.standalone.system.parts.CommittedRecords;
import dev.fanfare.standalone.system.parts.FrontDoor;
import dev.fanfare.standalone.system.parts.Sinks;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A hundred thousand dead letters over four reasons; one reason is sent again while an instance restarts.
class ReplayManyIT {

    private static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX, new Partitioning(Apart.PARTITIONS));
    private static final List<Reason> OTHERS = List.of(Reason.ATTEMPTS_USED_UP, Reason.TIMEOUT, Reason.PROVIDER);
    /// Seven of ten are sent again: that takes long enough to see the rate before a restart and behind it.
    private static final List<Reason> REASONS = Stream.concat(
                    Collections.nCopies(7, Reason.REJECTED).stream(), OTHERS.stream())
            .toList();
    private static final int MANY = 100_000;
    private static final int AGAIN = MANY * 7 / 10;
    private static final int PER_SECOND = 500;
    /// Sent again before, and not judged: what runs for the first time is compiled first.
    private static final int WARM = 40_000;
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    /// From when the restarted instance is ready until it has its tasks, and no longer takes half of the machine for
    /// compiling.
    private static final Duration SETTLED = Duration.ofSeconds(30);
    private static final String ASKED = """
            {"from": "dlt", "filter": {"channel": "email", "reason": "%s"}, "perSecond": %d, "dryRun": %b}""";

    @TempDir
    private Path data;

    @Test
    @Tag("chaos")
    @DisplayName("100,000 dead letters over four reasons: one reason at 500/s, each once, while an instance restarts")
    void one_reason_is_replayed_at_its_rate_while_an_instance_restarts() {
        try (Sinks sinks = new Sinks(Duration.ZERO);
                Apart fanfare = Apart.asLaunched("replay", data, sinks.settings(), 2)) {
            fanfare.start();
            try (FrontDoor door = fanfare.front(0).door()) {
                run(fanfare, door, sinks);
            }
        }
    }

    private static void run(Apart fanfare, FrontDoor door, Sinks sinks) {
        Letters letters = new Letters(door);
        WriteLetters dead = new WriteLetters(fanfare.bootstrapServers(), TOPICS);
        dead.write(MANY, WARM, List.of(Reason.INTERNAL));
        letters.awaitCounts("email", Map.of("internal", (long) WARM));
        letters.awaitEnd(letters.replay(asked("internal", false)));
        await().atMost(PATIENCE).until(() -> sinks.distinct() == WARM);
        dead.write(0, MANY, REASONS);
        letters.awaitCounts("email", counts(REASONS));
        JsonNode dry = letters.dryRun(asked("rejected", true));
        assertThat(dry.path("count").asInt()).isEqualTo(AGAIN);
        assertThat(sinks.calls()).isEqualTo(WARM);

        Instant begun = Instant.now();
        String replay = letters.replay(asked("rejected", false));
        letters.awaitReplayed(replay, AGAIN / 4);
        Instant stopped = Instant.now();
        restart(fanfare.fanout(1));
        Instant back = Instant.now().plus(SETTLED);
        JsonNode done = letters.awaitEnd(replay);

        assertThat(done.path("state").asString()).isEqualTo("DONE");
        assertThat(done.path("matched").asInt()).isEqualTo(AGAIN);
        assertThat(done.path("replayed").asInt()).isEqualTo(AGAIN);
        await().atMost(PATIENCE).until(() -> sinks.distinct() == WARM + AGAIN);
        assertThat(sinks.calls()).as("each once").isEqualTo(WARM + AGAIN);
        assertThat(sinks.received().stream().skip(WARM).map(Received::delivery).collect(Collectors.toSet()))
                .isEqualTo(rejected());
        letters.awaitCounts("email", counts(OTHERS));
        assertRate(fanfare, begun, stopped, back);
        assertThat(letters.audited(replay))
                .containsExactly(
                        "local dead-letters.replay"
                                + " {\"from\":\"dlt\",\"filter\":{\"channel\":\"email\",\"reason\":\"rejected\"},\"perSecond\":500}",
                        "local dead-letters.replay.end"
                                + " {\"matched\":70000,\"done\":70000,\"skipped\":0,\"stopped\":false}");
    }

    private static String asked(String reason, boolean dryRun) {
        return ASKED.formatted(reason, PER_SECOND, dryRun);
    }

    private static void restart(AppProcess fanout) {
        fanout.stop();
        fanout.launch();
        fanout.awaitReady();
    }

    /// As the broker dated what came to the lane: never above the rate by a tenth, and not below it but while the
    /// instance was away, and once a partition has nothing left, whose share nobody takes.
    private static void assertRate(Apart fanfare, Instant begun, Instant stopped, Instant back) {
        Topic lane = TOPICS.channel(Channel.EMAIL, Lane.STANDARD);
        var records = new CommittedRecords(fanfare.bootstrapServers(), TOPICS).on(lane);
        assertThat(records).as("each stands once on its lane").hasSize(WARM + AGAIN);
        long[] times = records.stream()
                .mapToLong(ConsumerRecord::timestamp)
                .filter(time -> time >= begun.toEpochMilli())
                .toArray();
        long all = records.stream()
                .collect(Collectors.toMap(ConsumerRecord::partition, ConsumerRecord::timestamp, Math::max))
                .values()
                .stream()
                .min(Comparator.naturalOrder())
                .orElseThrow();
        List<Window> windows = new Rates(times).windows();
        Predicate<Window> undisturbed = window ->
                window.end() < stopped.toEpochMilli() || window.begin() > back.toEpochMilli() && window.end() < all;
        windows.forEach(window -> System.out.printf(
                "%tT %6.1f/s%s%n",
                window.begin(),
                window.perSecond(),
                undisturbed.test(window) ? "" : window.end() >= all ? " (a part is done)" : " (an instance is away)"));
        assertThat(windows).allMatch(window -> window.perSecond() <= PER_SECOND * 1.1);
        assertThat(windows.stream().filter(undisturbed))
                .isNotEmpty()
                .allMatch(window -> window.perSecond() >= PER_SECOND * 0.9);
    }

    private static Map<String, Long> counts(List<Reason> reasons) {
        return reasons.stream()
                .collect(Collectors.groupingBy(
                        dev.fanfare.schemas.Names::of, Collectors.summingLong(_ -> MANY / REASONS.size())));
    }

    private static Set<String> rejected() {
        return IntStream.range(0, MANY)
                .filter(number -> REASONS.get(number % REASONS.size()) == Reason.REJECTED)
                .mapToObj(WriteLetters::delivery)
                .collect(Collectors.toSet());
    }
}
