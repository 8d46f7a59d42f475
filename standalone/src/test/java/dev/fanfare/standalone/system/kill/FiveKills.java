package dev.fanfare.standalone.system.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fanfare.standalone.system.guarantees.Collected;
import dev.fanfare.standalone.system.guarantees.CountsAddUp;
import dev.fanfare.standalone.system.guarantees.Evidence;
import dev.fanfare.standalone.system.parts.FrontDoor;
import dev.fanfare.standalone.system.parts.People;
import dev.fanfare.standalone.system.parts.Sinks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// One event to many people, and five kills of one process: while slices are open, with over 100 calls in flight, while
/// retries wait, and twice at random.
///
/// @param url of a front door
/// @param random says when, beyond the conditions
record FiveKills(Victim victim, String url, String bootstrapServers, Sinks sinks, int people, Random random) {

    private static final int CALLS_IN_FLIGHT = 100;
    private static final int PUT_OFF_ONE_IN = 50;
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    Evidence evidence() {
        People crowd = new People(people, sinks, _ -> List.of("crowd:five"));
        sinks.putOff(crowd.addresses().stream()
                .filter(address -> Math.floorMod(address.hashCode(), PUT_OFF_ONE_IN) == 0)
                .collect(Collectors.toSet()));
        List<Instant> kills = new ArrayList<>();
        try (FrontDoor door = new FrontDoor(url)) {
            String event = tell(door, crowd);
            killWhen("slices are open", () -> isExpanding(door, event), kills);
            killWhen("over 100 calls are in flight", () -> sinks.underWay() > CALLS_IN_FLIGHT, kills);
            killWhen("retries wait", () -> isDeferred(door, event), kills);
            sinks.allowAll();
            double first = 0.5 + 0.2 * random.nextDouble();
            double second = first + (0.95 - first) * random.nextDouble();
            for (double share : List.of(first, second)) {
                long calls = Math.round(share * crowd.addresses().size());
                killWhen("%.0f %% are told".formatted(100 * share), () -> sinks.distinct() >= calls, kills);
            }
            JsonNode status = door.statusOf(event, PATIENCE);
            return Collected.from(bootstrapServers, sinks).evidence(crowd.addresses(), List.of(status), kills);
        }
    }

    private static String tell(FrontDoor door, People crowd) {
        door.put("/v1/templates/five", "{\"en\": {\"subject\": \"Still here\", \"text\": \"Nothing was lost.\"}}");
        door.put("/v1/rules/five", """
                {"audiences": ["crowd:five"], "channels": ["email", "webhook"], "template": "five"}""");
        door.recipients(crowd.lines());
        return door.event("""
                {"specversion": "1.0", "id": "1", "source": "/five", "type": "five", "data": {}}""");
    }

    private void killWhen(String words, Callable<Boolean> condition, List<Instant> kills) {
        await(words).pollInterval(Duration.ofMillis(2)).atMost(PATIENCE).until(condition);
        System.out.printf(
                "kill when %s, with %d told, %d calls in flight%n", words, sinks.distinct(), sinks.underWay());
        if (victim.calls()) {
            kills.add(Instant.now());
        }
        victim.kill().run();
        victim.comeBack().run();
    }

    /// Some are on their way to be told, and not all.
    private boolean isExpanding(FrontDoor door, String event) {
        long met = door.ask("/v1/events/" + event)
                .map(status -> CountsAddUp.sum(status, "/expected"))
                .orElse(0L);
        assertThat(met).as("met before the kill").isLessThan(2L * people);
        return met > 0;
    }

    private static boolean isDeferred(FrontDoor door, String event) {
        return door.ask("/v1/events/" + event)
                .map(status -> status.path("channels"))
                .filter(channels -> channels.valueStream()
                        .anyMatch(channel -> channel.at("/open/deferred").asLong() > 0))
                .isPresent();
    }
}
