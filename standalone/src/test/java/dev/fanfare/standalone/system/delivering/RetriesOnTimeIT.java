package dev.fanfare.standalone.system.delivering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fanfare.standalone.sink.Received;
import dev.fanfare.standalone.sink.Refusal;
import dev.fanfare.standalone.system.parts.Apart;
import dev.fanfare.standalone.system.parts.Sinks;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Endpoints that ask for three seconds' patience, while much else is sent and very many retries wait;
/// `-Dchaos.perSecond` sends less.
@Tag("chaos")
class RetriesOnTimeIT {

    private static final int WAITING = 100_000;
    private static final int PUT_OFF_ONE_IN = 50;
    private static final Duration ASKED = Duration.ofSeconds(3);
    /// Until about half of the processor's time no longer goes into compiling.
    private static final Duration WARM = Duration.ofSeconds(75);
    private static final Duration TIME = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final int perSecond = Integer.getInteger("chaos.perSecond", 5_000);

    /// When each was taken, by its path: the sinks keep no more than the first 200,000.
    private final Map<String, Instant> taken = new ConcurrentHashMap<>();

    @TempDir
    private Path data;

    @Test
    @DisplayName("S1-33, S3-05: beside 5,000 a second and 100,000 waiting retries, by the provider's clock: no retry"
            + " early, and 99 of 100 less than a second late")
    void a_retry_comes_when_it_was_asked_for() {
        Map<String, String> settings = new HashMap<>();
        try (Sinks sinks = new Sinks(Duration.ZERO, call -> taken.putIfAbsent(call.address(), call.at()))) {
            settings.putAll(sinks.settings());
            settings.put("fanfare.channels.run", "webhook");
            settings.put("fanfare.webhook.in-flight", "500");
            try (Apart fanfare = Apart.asLaunched("retries-on-time", data, settings, 1);
                    WriteWebhooks lane = new WriteWebhooks(fanfare.bootstrapServers(), Apart.PARTITIONS)) {
                for (int n = 0; n < WAITING; n++) {
                    lane.writeRetry(address("later-" + n), sinks.hook("/later-" + n), "later", Duration.ofHours(1));
                }
                lane.flush();
                fanfare.fanout(0).launch();
                fanfare.channels(0).launch();
                fanfare.fanout(0).awaitReady();
                fanfare.channels(0).awaitReady();
                send(lane, sinks, "warm", WARM);
                int before = sinks.refusals().size();
                send(lane, sinks, "measured", TIME);
                judge(sinks, before);
            }
        }
    }

    private void send(WriteWebhooks lane, Sinks sinks, String what, Duration time) {
        int all = Math.toIntExact(perSecond * time.toSeconds());
        for (int n = 0; n < all; n += PUT_OFF_ONE_IN) {
            sinks.behaviour().refuse("/" + what + "-" + n, new Refusal(429, 1, ASKED));
        }
        long told = sinks.distinct();
        WriteWebhooks.steadily(
                perSecond, time, (n, _) -> lane.write(address(what + "-" + n), sinks.hook("/" + what + "-" + n), what));
        lane.flush();
        await().atMost(PATIENCE).until(() -> sinks.distinct() >= told + all);
    }

    private void judge(Sinks sinks, int before) {
        List<Received> refusals = sinks.refusals();
        List<Duration> waited = refusals.subList(before, refusals.size()).stream()
                .map(refusal -> Duration.between(refusal.at(), taken.get(refusal.address())))
                .sorted()
                .toList();
        Duration p99 = waited.get((int) (0.99 * waited.size()));
        System.out.printf(
                "%d retries beside %d a second: after %d ms at the soonest, p50 %d, p99 %d, %d at the latest%n",
                waited.size(),
                perSecond,
                waited.getFirst().toMillis(),
                waited.get(waited.size() / 2).toMillis(),
                p99.toMillis(),
                waited.getLast().toMillis());
        assertThat(waited).hasSizeGreaterThanOrEqualTo(perSecond * (int) TIME.toSeconds() / PUT_OFF_ONE_IN);
        assertThat(waited.getFirst()).as("the soonest").isGreaterThanOrEqualTo(ASKED);
        assertThat(p99).as("p99").isLessThan(ASKED.plusSeconds(1));
        assertThat(taken.keySet()).noneMatch(path -> path.startsWith("/later-"));
    }

    /// An address, which needs no profile: of people who are not known nothing waits.
    private static String address(String name) {
        return "mailto:" + name + "@example.org";
    }
}
