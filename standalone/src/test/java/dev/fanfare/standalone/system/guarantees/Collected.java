package dev.fanfare.standalone.system.guarantees;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.DeadLetter;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Topics;
import dev.fanfare.standalone.sink.Received;
import dev.fanfare.standalone.system.parts.CommittedRecords;
import dev.fanfare.standalone.system.parts.CommittedRecords.Attempt;
import dev.fanfare.standalone.system.parts.Sinks;
import java.net.URI;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// What stands on the channels' topics and in the providers' books, for whichever part of the people is asked about.
///
/// A delivery that was put off stands on its lane again, once for each attempt.
public record Collected(
        List<Received> calls, List<Received> refusals, List<Attempt> deliveries, List<DeadLetter> deadLetters) {

    private static final List<Channel> CHANNELS = List.of(Channel.EMAIL, Channel.WEBHOOK);
    private static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX, new Partitioning(1));

    /// All there is now.
    public static Collected from(String bootstrapServers, Sinks sinks) {
        var committed = new CommittedRecords(bootstrapServers, TOPICS);
        return new Collected(
                sinks.received(),
                sinks.refusals(),
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
                        .filter(delivery -> expected.contains(address(delivery.delivery())))
                        .toList(),
                deadLetters,
                List.copyOf(statuses),
                kills);
    }

    /// As the sinks name it: an endpoint by its path.
    static String address(Delivery delivery) {
        return delivery.getChannel() == Channel.WEBHOOK
                ? URI.create(delivery.getAddress()).getPath()
                : delivery.getAddress();
    }
}
