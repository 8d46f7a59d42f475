package dev.fanfare.standalone.system.apart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.standalone.system.guarantees.Collected;
import dev.fanfare.standalone.system.guarantees.Evidence;
import dev.fanfare.standalone.system.parts.Apart;
import dev.fanfare.standalone.system.parts.AppProcess;
import dev.fanfare.standalone.system.parts.Flow;
import dev.fanfare.standalone.system.parts.FrontDoor;
import dev.fanfare.standalone.system.parts.Sinks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;

/// Events flow while processes are killed, come back, join and leave.
///
/// @param random says how many events go by between two of these
record ComeAndGo(Apart fanfare, Sinks sinks, String name, Random random) {

    private static final int MOST_BETWEEN = 10;

    /// What is done to the processes meanwhile.
    @FunctionalInterface
    interface Meanwhile {
        /// @param kills to be told when something was killed
        void happens(Flow flow, List<Instant> kills);
    }

    Evidence evidence(List<AppProcess> fronts, Meanwhile meanwhile) {
        List<FrontDoor> doors = fronts.stream().map(AppProcess::door).toList();
        Flow flow = new Flow(name, doors, sinks);
        CompletableFuture<Void> flowing = flow.begin();
        try {
            List<Instant> kills = new ArrayList<>();
            meanwhile.happens(flow, kills);
            assertThat(flow.isFlowing()).as("events flow to the end").isTrue();
            flow.awaitMore(MOST_BETWEEN);
            flow.end();
            flowing.join();
            List<JsonNode> statuses = flow.statuses();
            return Collected.from(fanfare.bootstrapServers(), sinks).evidence(flow.addresses(), statuses, kills);
        } finally {
            flow.end();
            doors.forEach(FrontDoor::close);
        }
    }

    /// `kill -9` after some events, and a new start at once; ready when this returns.
    void killAndStart(AppProcess victim, Flow flow, List<Instant> kills) {
        flow.awaitMore(1 + random.nextInt(MOST_BETWEEN));
        if (victim.calls()) {
            kills.add(Instant.now());
        }
        victim.kill();
        victim.launch();
        victim.awaitReady();
    }

    /// One more joins, works for a while, and leaves as it should.
    void joinAndLeave(AppProcess another, Flow flow) {
        try (another) {
            another.launch();
            another.awaitReady();
            flow.awaitMore(1 + random.nextInt(MOST_BETWEEN));
            another.stop();
        }
    }
}
