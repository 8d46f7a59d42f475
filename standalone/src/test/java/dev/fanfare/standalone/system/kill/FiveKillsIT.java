package dev.fanfare.standalone.system.kill;

import dev.fanfare.standalone.system.guarantees.Evidence;
import dev.fanfare.standalone.system.guarantees.Guarantee;
import dev.fanfare.standalone.system.parts.Apart;
import dev.fanfare.standalone.system.parts.BrokerApart;
import dev.fanfare.standalone.system.parts.PipelineProcess;
import dev.fanfare.standalone.system.parts.Sinks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each process is killed five times while 20,000 people are told; `-Dchaos.seed` repeats a run.
@Tag("chaos")
class FiveKillsIT {

    private static final int PEOPLE = 20_000;
    private static final Duration CALL = Duration.ofMillis(400);

    private final long seed = Long.getLong("chaos.seed", new Random().nextLong(1_000_000));

    @TempDir
    private Path data;

    @Test
    @DisplayName("S0-22, S0-26, S0-27: the whole pipeline is killed five times")
    void the_pipeline() {
        try (BrokerApart broker = new BrokerApart("five-broker", data);
                Sinks sinks = new Sinks(CALL);
                PipelineProcess fanfare = PipelineProcess.beside(
                        broker.bootstrapServers(), "five", data, withQuickRetries(sinks.settings()))) {
            fanfare.start();
            judge(new FiveKills(
                            Victim.of(fanfare),
                            fanfare.url(),
                            broker.bootstrapServers(),
                            sinks,
                            PEOPLE,
                            new Random(seed))
                    .evidence());
        }
    }

    @Test
    @DisplayName("S0-22, S0-26, S0-27: fan-out is killed five times")
    void fan_out() {
        apart("five-fanout", fanfare -> Victim.of(fanfare.fanout(0)));
    }

    @Test
    @DisplayName("S0-22, S0-26, S0-27: the channels are killed five times")
    void the_channels() {
        apart("five-channels", fanfare -> Victim.of(fanfare.channels(0)));
    }

    private void apart(String name, Function<Apart, Victim> victim) {
        try (Sinks sinks = new Sinks(CALL);
                Apart fanfare = new Apart(name, data, withQuickRetries(sinks.settings()), 1)) {
            fanfare.start();
            judge(new FiveKills(
                            victim.apply(fanfare),
                            fanfare.front(0).url(),
                            fanfare.bootstrapServers(),
                            sinks,
                            PEOPLE,
                            new Random(seed))
                    .evidence());
        }
    }

    /// Soon, and often enough to outlive five restarts.
    private static Map<String, String> withQuickRetries(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        for (String channel : new String[] {"email", "webhook"}) {
            all.put("fanfare." + channel + ".retry.backoff", "2s");
            all.put("fanfare." + channel + ".retry.attempts", "30");
        }
        return all;
    }

    private void judge(Evidence evidence) {
        System.out.printf(
                "seed %d, killed %d times while calling: %d deliveries, %d calls, %d of them repeated, %d of those without cause%n",
                seed,
                evidence.troubles().size(),
                evidence.deliveries().size(),
                evidence.calls().size(),
                evidence.repeated(),
                evidence.repeatedWithoutCause().size());
        Guarantee.ALL.forEach(guarantee -> guarantee.holdsFor(evidence));
    }
}
