package dev.fanfare.standalone.system.delivering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fanfare.standalone.sink.Received;
import dev.fanfare.standalone.system.guarantees.Evidence;
import dev.fanfare.standalone.system.parts.AppProcess;
import dev.fanfare.standalone.system.parts.BrokerApart;
import dev.fanfare.standalone.system.parts.Sinks;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two channel processes, one or the other of which is killed or stopped all the time; `-Dchaos.seed` repeats a run,
/// `-Dchaos.deliveries` has fewer.
@Tag("chaos")
class TenKillsIT {

    private static final int PARTITIONS = 12;
    private static final int PEOPLE = 20_000;
    private static final int KILLS = 10;
    private static final int STOPS = 5;
    private static final Duration CALL = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    private final long seed = Long.getLong("chaos.seed", new Random().nextLong(1_000_000));
    private final int size = Integer.getInteger("chaos.deliveries", 100_000);
    private final Random random = new Random(seed);
    private final OneAtATime people = new OneAtATime();
    private final List<Instant> kills = new ArrayList<>();

    @TempDir
    private Path data;

    @Test
    @DisplayName("S0-22, S0-27: 100,000 deliveries, two processes, ten kills and five stops: each arrives, none of one"
            + " person overlaps, and only what a kill caught is repeated")
    void ten_kills_and_five_stops() {
        try (BrokerApart broker = new BrokerApart("ten-kills-broker", data);
                Sinks sinks = new Sinks(CALL, people::ended);
                WriteWebhooks lane = new WriteWebhooks(broker.bootstrapServers(), PARTITIONS);
                AppProcess one = channels("ten-kills-one", broker, sinks);
                AppProcess other = channels("ten-kills-other", broker, sinks)) {
            sinks.behaviour().tellBegins(people::begins);
            Set<String> expected = new HashSet<>();
            for (int n = 0; n < size; n++) {
                String person = "person-" + n % PEOPLE;
                expected.add(lane.write(person, sinks.hook("/" + person), "event " + n / PEOPLE));
            }
            lane.flush();
            one.launch();
            other.launch();
            disturb(List.of(one, other), sinks);
            await().atMost(PATIENCE).until(() -> sinks.distinct() >= size);
            await().during(Duration.ofSeconds(2)).until(() -> sinks.underWay() == 0);
            judge(expected, sinks.received());
        }
    }

    private void disturb(List<AppProcess> processes, Sinks sinks) {
        List<Boolean> killed = new ArrayList<>(Collections.nCopies(KILLS, true));
        killed.addAll(Collections.nCopies(STOPS, false));
        Collections.shuffle(killed, random);
        for (int n = 0; n < killed.size(); n++) {
            double share = (n + 0.2 + 0.6 * random.nextDouble()) / (killed.size() + 1);
            AppProcess victim = processes.get(random.nextInt(processes.size()));
            victim.awaitReady();
            await().pollInterval(Duration.ofMillis(2)).atMost(PATIENCE).until(() -> sinks.distinct() >= share * size);
            System.out.printf(
                    "%s with %d told, %d calls in flight%n",
                    killed.get(n) ? "kill -9" : "stop", sinks.distinct(), sinks.underWay());
            if (killed.get(n)) {
                kills.add(Instant.now());
                victim.kill();
            } else {
                victim.stop();
            }
            victim.launch();
        }
    }

    private void judge(Set<String> expected, List<Received> calls) {
        Evidence evidence = new Evidence(
                calls.stream().map(Received::address).collect(Collectors.toSet()),
                calls,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                kills);
        System.out.printf(
                "seed %d: %d calls, %d repeated, of those %d without cause, %d overlapping%n",
                seed,
                calls.size(),
                evidence.repeated(),
                evidence.repeatedWithoutCause().size(),
                people.overlapping().size());
        assertThat(kills).hasSize(KILLS);
        assertThat(calls.stream().map(Received::delivery).collect(Collectors.toSet()))
                .as("seed %d: told", seed)
                .isEqualTo(expected);
        assertThat(evidence.repeatedWithoutCause())
                .as("seed %d: repeated that no kill had caught", seed)
                .isEmpty();
        assertThat(people.overlapping())
                .as("seed %d: sent while something else was being sent", seed)
                .isEmpty();
    }

    private AppProcess channels(String name, BrokerApart broker, Sinks sinks) {
        Map<String, String> settings = new HashMap<>(sinks.settings());
        settings.put("fanfare.partitions", String.valueOf(PARTITIONS));
        settings.put("fanfare.channels.run", "webhook");
        settings.put("fanfare.webhook.in-flight", "60");
        return new AppProcess("channels", name, broker.bootstrapServers(), data, settings);
    }
}
