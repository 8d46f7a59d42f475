package dev.fanfare.fanout;

import static dev.fanfare.fanout.FanoutScenario.event;
import static dev.fanfare.fanout.FanoutScenario.ruleFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Chunk;
import dev.fanfare.schemas.ChunkEntry;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Recipient;
import dev.fanfare.schemas.State;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Beyond the detail limit a chunk tells of what waits by its ids alone.
class BriefChunksTest {

    private static final int PEOPLE = 45;
    private static final int IN_DETAIL = 20;
    private static final int PARTITIONS = 1;

    @Test
    void beyond_the_limit_what_waits_is_told_by_its_id_and_the_rest_as_ever() {
        try (FanoutScenario fanfare = crowd()) {
            List<Chunk> chunks = fanfare.chunks();
            assertThat(chunks.stream().filter(chunk -> !chunk.getBrief()).mapToLong(Chunk::getRecipients))
                    .containsExactly(10L, 10L);
            assertThat(chunks.stream().mapToLong(Chunk::getRecipients).sum()).isEqualTo(PEOPLE);
            assertThat(chunks.stream().filter(Chunk::getBrief).flatMap(chunk -> chunk.getEntries().stream()))
                    .extracting(ChunkEntry::getState)
                    .containsOnly(State.SKIPPED)
                    .hasSize(5);
            assertThat(chunks.stream().filter(chunk -> !chunk.getBrief()).map(Chunk::getQueued))
                    .allMatch(ids -> !ids.hasRemaining());
        }
    }

    @Test
    void the_ids_are_those_of_the_deliveries() {
        try (FanoutScenario fanfare = crowd()) {
            List<String> told = Stream.concat(
                            fanfare.chunks().stream()
                                    .flatMap(chunk -> chunk.getEntries().stream())
                                    .filter(entry -> entry.getState() == State.QUEUED)
                                    .map(ChunkEntry::getDelivery),
                            fanfare.chunks().stream().flatMap(chunk -> ids(chunk.getQueued()).stream()))
                    .toList();
            assertThat(told)
                    .containsExactlyInAnyOrderElementsOf(fanfare.deliveries(Channel.EMAIL, Lane.STANDARD).stream()
                            .map(Delivery::getId)
                            .toList());
        }
    }

    /// Every fifth has no address.
    private static FanoutScenario crowd() {
        FanoutScenario fanfare = new FanoutScenario(
                new FanoutSettings(10, 1_000_000, 1, Duration.ofSeconds(60)), IN_DETAIL * PARTITIONS);
        fanfare.rule(ruleFor("post").setChannels(List.of(Channel.EMAIL)).setAudiences(List.of("crowd")))
                .template("words", "x", "y");
        for (int n = 0; n < PEOPLE; n++) {
            fanfare.person(Recipient.newBuilder()
                    .setId("p" + (100 + n))
                    .setAudiences(List.of("crowd"))
                    .setEmail(n % 5 == 0 ? List.of() : List.of("p" + n + "@example.org")));
        }
        fanfare.publish(event("post"));
        fanfare.untilExpanded();
        return fanfare;
    }

    private static List<String> ids(ByteBuffer queued) {
        List<String> ids = new ArrayList<>();
        ByteBuffer rest = queued.duplicate();
        while (rest.hasRemaining()) {
            byte[] id = new byte[DeliveryId.BYTES];
            rest.get(id);
            ids.add(DeliveryId.of(id));
        }
        return ids;
    }
}
