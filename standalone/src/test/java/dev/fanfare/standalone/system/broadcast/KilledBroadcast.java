package dev.fanfare.standalone.system.broadcast;

import static org.awaitility.Awaitility.await;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.DeadLetter;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Topics;
import dev.fanfare.standalone.system.broadcast.Round.Kill;
import dev.fanfare.standalone.system.broadcast.Round.Victim;
import dev.fanfare.standalone.system.guarantees.Evidence;
import dev.fanfare.standalone.system.parts.Apart;
import dev.fanfare.standalone.system.parts.AppProcess;
import dev.fanfare.standalone.system.parts.CommittedRecords;
import dev.fanfare.standalone.system.parts.FrontDoor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// One event to everybody, kills in the middle of it, and what is found in the end.
///
/// @param addresses of everybody, on both channels
record KilledBroadcast(Apart fanfare, FrontDoor door, Set<String> addresses, ReadLanes lanes, Calls calls) {

    private static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX, new Partitioning(1));
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /// The type of this round's event, and the title of its words.
    static String type(Round round) {
        return "round-" + round.number();
    }

    Evidence evidence(Round round) {
        if (round.joins()) {
            process(Victim.SECOND).stop();
        }
        String event = door.event("""
                {"specversion": "1.0", "id": "%1$s", "source": "/broadcast", "type": "%1$s"}""".formatted(type(round)));
        List<Instant> kills = new ArrayList<>();
        for (Kill kill : round.kills()) {
            await().pollInterval(Duration.ofMillis(2)).atMost(PATIENCE).until(() -> share(event) >= kill.share());
            System.out.printf("kill %s with %.0f %% committed%n", kill.victim(), 100 * share(event));
            if (round.joins() && kill == round.kills().getFirst()) {
                process(Victim.SECOND).launch();
            }
            strike(kill.victim(), kills);
        }
        Stream.of(Victim.FIRST, Victim.SECOND).map(this::process).forEach(AppProcess::awaitReady);
        JsonNode status = door.statusOf(event, PATIENCE);
        if (!status.path("state").asString().equals("DONE")) {
            Stream.of(Victim.FIRST, Victim.SECOND).map(this::process).forEach(AppProcess::dumpThreads);
        }
        return new Evidence(
                addresses,
                calls.take(type(round)),
                List.of(),
                List.copyOf(lanes.take(event)),
                deadLetters(),
                List.of(status),
                kills);
    }

    /// Who was killed starts at once, and the next kill does not wait until it is ready.
    private void strike(Victim victim, List<Instant> kills) {
        if (victim == Victim.BROKER) {
            kills.add(Instant.now());
            fanfare.broker().killAndStart();
        } else {
            process(victim).kill();
            process(victim).launch();
        }
    }

    private AppProcess process(Victim victim) {
        return fanfare.fanout(victim == Victim.SECOND ? 1 : 0);
    }

    private double share(String event) {
        return (double) lanes.committed(event) / addresses.size();
    }

    private List<DeadLetter> deadLetters() {
        var committed = new CommittedRecords(fanfare.bootstrapServers(), TOPICS);
        return Stream.of(Channel.EMAIL, Channel.WEBHOOK)
                .map(TOPICS::deadLetters)
                .flatMap(committed::deadLetters)
                .toList();
    }
}
