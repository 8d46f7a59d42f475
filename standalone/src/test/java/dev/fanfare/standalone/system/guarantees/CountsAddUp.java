package dev.fanfare.standalone.system.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/// The status is the sum of what happened.
public record CountsAddUp() implements Guarantee {

    @Override
    public void holdsFor(Evidence evidence) {
        List<JsonNode> statuses = evidence.statuses();
        statuses.forEach(status -> {
            assertThat(status.path("state").asString()).as("%s", status).isEqualTo("DONE");
            inEachChannelOf(status);
        });
        assertThat(sum(statuses, "/delivered")).as("delivered in %s", statuses).isEqualTo(evidence.told());
        assertThat(sum(statuses, "/dead")).as("dead in %s", statuses).isEqualTo(evidence.dead());
    }

    /// `expected` is the sum of the others in each channel, at whatever moment.
    public static void inEachChannelOf(JsonNode status) {
        status.path("channels").properties().forEach(channel -> assertThat(sumOfStates(channel.getValue()))
                .as("%s in %s", channel.getKey(), status)
                .isEqualTo(channel.getValue().path("expected").asLong()));
    }

    /// The number there, summed over the channels.
    public static long sum(JsonNode status, String pointer) {
        return StreamSupport.stream(status.path("channels").spliterator(), false)
                .mapToLong(channel -> channel.at(pointer).asLong())
                .sum();
    }

    private static long sum(List<JsonNode> statuses, String pointer) {
        return statuses.stream().mapToLong(status -> sum(status, pointer)).sum();
    }

    private static long sumOfStates(JsonNode channel) {
        long closed = Long.sum(
                        channel.path("delivered").asLong(),
                        channel.path("skipped").asLong())
                + channel.path("dead").asLong()
                + channel.path("expired").asLong()
                + channel.path("cancelled").asLong();
        return closed
                + StreamSupport.stream(channel.path("open").spliterator(), false)
                        .mapToLong(JsonNode::asLong)
                        .sum();
    }
}
