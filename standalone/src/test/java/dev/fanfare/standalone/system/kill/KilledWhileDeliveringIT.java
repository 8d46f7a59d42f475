package dev.fanfare.standalone.system.kill;

import dev.fanfare.standalone.system.guarantees.Evidence;
import dev.fanfare.standalone.system.guarantees.Guarantee;
import dev.fanfare.standalone.system.parts.BrokerApart;
import dev.fanfare.standalone.system.parts.PipelineProcess;
import dev.fanfare.standalone.system.parts.Sinks;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` while deliveries are under way, and a new start on the same data.
class KilledWhileDeliveringIT {

    private static final int SOME = 2_000;
    private static final int MANY = 20_000;
    private static final double FIRST_CALL = 0;
    private static final Duration CALL = Duration.ofMillis(100);

    @TempDir
    private Path data;

    @Test
    @Tag("chaos")
    @DisplayName("S0-22, S0-27, S4-07: the pipeline is killed in the middle, and everyone is told once")
    void the_pipeline_is_killed() {
        withBrokerApart(SOME, 0.7);
    }

    @Test
    @DisplayName("S0-22, S0-27: pipeline and broker are killed together, and everyone is told once")
    void the_broker_is_killed_with_it() {
        withBrokerInside(SOME, FIRST_CALL);
    }

    @Test
    @Tag("chaos")
    @DisplayName("S0-22, S0-26, S0-27: the pipeline is killed twice, and 20,000 people are told once")
    void the_pipeline_is_killed_again() {
        withBrokerApart(MANY, FIRST_CALL, 0.5);
    }

    @Test
    @Tag("chaos")
    @DisplayName("S0-22, S0-26, S0-27: pipeline and broker are killed twice, and 20,000 people are told once")
    void the_broker_is_killed_with_it_again() {
        withBrokerInside(MANY, FIRST_CALL, 0.5);
    }

    private void withBrokerApart(int people, double... moments) {
        try (BrokerApart broker = new BrokerApart("killed-broker", data);
                Sinks sinks = new Sinks(CALL);
                PipelineProcess fanfare =
                        PipelineProcess.beside(broker.bootstrapServers(), "killed", data, sinks.settings())) {
            judge(new KillRun(fanfare, sinks, people, moments).evidence());
        }
    }

    private void withBrokerInside(int people, double... moments) {
        try (Sinks sinks = new Sinks(CALL);
                PipelineProcess fanfare =
                        PipelineProcess.withItsOwnBroker("killed-with-broker", data, sinks.settings())) {
            judge(new KillRun(fanfare, sinks, people, moments).evidence());
        }
    }

    private static void judge(Evidence evidence) {
        System.out.printf(
                "killed %d times while calling: %d deliveries, %d calls, %d of them repeated, %d of those without cause%n",
                evidence.troubles().size(),
                evidence.deliveries().size(),
                evidence.calls().size(),
                evidence.repeated(),
                evidence.repeatedWithoutCause().size());
        Guarantee.ALL.forEach(guarantee -> guarantee.holdsFor(evidence));
    }
}
