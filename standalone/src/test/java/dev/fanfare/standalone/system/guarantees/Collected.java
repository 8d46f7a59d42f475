package dev.fanfare.standalone.system.guarantees;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.DeadLetter;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Topic;
import dev.fanfare.schemas.Topics;
import dev.fanfare.standalone.sink.Received;
import dev.fanfare.standalone.system.parts.CommittedRecords;
import dev.fanfare.standalone.system.parts.CommittedRecords.Attempt;
import dev.fanfare.standalone.system.parts.Sinks;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// What stands on the channels' topics and in the providers' books, for whichever part of the people is asked about.
///
/// A delivery that was put off stands on its lane again, once for each attempt.
public record Collected(
        List<Received> calls, List<Received> refusals, List<Attempt> deliveries, List<DeadLetter> deadLetters) {

    private static final List<Channel> CHANNELS = List.of(Channel.EMAIL, Channel.WEBHOOK);
    private static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX, new Partitioning(1));

    /// Whatever the records are read from.
    public static List<Topic> topics() {
        return CHANNELS.stream()
                .flatMap(channel ->
                        Stream.concat(TOPICS.lanes(channel).stream(), Stream.of(TOPICS.deadLetters(channel))))
                .toList();
    }

    /// All there is now.
    public static Collected from(String bootstrapServers, Sinks sinks) {
        return from(new CommittedRecords(bootstrapServers, TOPICS), sinks.received(), sinks.refusals());
    }

    /// What these records tell, with what the providers took and refused.
    public static Collected from(CommittedRecords committed, List<Received> calls, List<Received> refusals) {
        return new Collected(
                calls,
                refusals,
                CHANNELS.stream()
                        .flatMap(channel -> TOPICS.lanes(channel).stream())
                        .flatMap(committed::attempts)
                        .toList(),
                CHANNELS.stream()
                        .map(TOPICS::deadLetters)
                        .flatMap(committed::deadLetters)
                        .toList());
    }

    /// About these addresses and nobody else.
    public Evidence evidence(Set<String> expected, Collection<JsonNode> statuses, List<Instant> kills) {
        return new Evidence(
                expected,
                calls.stream().filter(call -> expected.contains(call.address())).toList(),
                refusals,
                deliveries.stream()
                        .filter(delivery -> expected.contains(delivery.address()))
                        .toList(),
                deadLetters,
                List.copyOf(statuses),
                kills);
    }
}
