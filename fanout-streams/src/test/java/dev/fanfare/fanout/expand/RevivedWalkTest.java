package dev.fanfare.fanout.expand;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.fanout.FanoutParts;
import dev.fanfare.fanout.FanoutSettings;
import dev.fanfare.fanout.Outgoing;
import dev.fanfare.fanout.admit.ReferenceProgress;
import dev.fanfare.fanout.aside.Failures;
import dev.fanfare.fanout.people.KeepPeople;
import dev.fanfare.fanout.people.People;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Priority;
import dev.fanfare.schemas.Recipient;
import dev.fanfare.schemas.Slice;
import dev.fanfare.schemas.SliceMessage;
import dev.fanfare.schemas.Template;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.Words;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.serde.MemoryRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/// After a commit that timed out Streams rolls the stores back and begins again with the same processor.
class RevivedWalkTest {

    private final Topics topics = new Topics(Topics.DEFAULT_PREFIX, new Partitioning(1));
    private final Codecs codecs = Codecs.with(new MemoryRegistry());
    private final Processor<String, byte[], String, Outgoing> walk = new ExpandSlice(
                    topics,
                    codecs,
                    new FanoutParts(
                            new FanoutSettings(10, 1_000, 1),
                            InstantSource.system(),
                            new ReferenceProgress(),
                            new Backlog(),
                            new Failures()),
                    new ExpandSlice.Followers("deliveries", "totals", "letters", "unreadable"))
            .get();

    @Test
    void a_walk_that_begins_again_knows_nothing_of_the_one_before() {
        var before = begin();
        walk.process(slice());
        turn(before);
        assertThat(delivered(before)).isEqualTo(20);
        walk.close();

        var after = begin();
        assertThat(turning(after)).isEmpty();
        walk.process(slice());
        while (!turning(after).isEmpty()) {
            turn(after);
        }

        assertThat(delivered(after)).isEqualTo(25);
        assertThat(after.forwarded("totals")).hasSize(3);
    }

    private MockProcessorContext<String, Outgoing> begin() {
        var context = new MockProcessorContext<String, Outgoing>();
        KeyValueStore<Bytes, byte[]> people = store(People.STORE);
        people.init(context.getStateStoreContext(), people);
        context.addStateStore(people);
        KeyValueStore<Bytes, byte[]> open = store(OpenSlices.STORE);
        open.init(context.getStateStoreContext(), open);
        context.addStateStore(open);
        crowd(context);
        walk.init(context);
        return context;
    }

    private void crowd(MockProcessorContext<String, Outgoing> context) {
        var keep = KeepPeople.recipients(topics, codecs).get();
        keep.init(context);
        var codec = codecs.of(topics.recipients(), Recipient.class);
        for (int n = 10; n < 35; n++) {
            Recipient person = Recipient.newBuilder()
                    .setId("p" + n)
                    .setAudiences(List.of("all"))
                    .build();
            keep.process(new Record<>(person.getId(), codec.encode(person), 0L));
        }
    }

    private Record<String, byte[]> slice() {
        Event event = Event.newBuilder().setId("1").setSource("/s").setType("t").build();
        Slice slice = Slice.newBuilder()
                .setKey("key")
                .setEvent(event)
                .setPriority(Priority.NORMAL)
                .setPartitions(List.of(0))
                .setAudiences(List.of("all"))
                .setChannels(List.of(Channel.IN_APP))
                .setTemplate(new Template("w", 1L, Map.of("en", new Words("s", "t", null, null, null, null))))
                .setAcceptedAt(Instant.EPOCH)
                .build();
        return new Record<>(
                "key",
                codecs.of(topics.slices(Lane.STANDARD), SliceMessage.class).encode(new SliceMessage(slice)),
                0L);
    }

    private static List<MockProcessorContext.CapturedPunctuator> turning(
            MockProcessorContext<String, Outgoing> context) {
        return context.scheduledPunctuators().stream()
                .filter(scheduled -> !scheduled.cancelled())
                .toList();
    }

    private static void turn(MockProcessorContext<String, Outgoing> context) {
        turning(context).forEach(scheduled -> scheduled.getPunctuator().punctuate(0L));
    }

    private static int delivered(MockProcessorContext<String, Outgoing> context) {
        return context.forwarded("deliveries").size();
    }

    private static KeyValueStore<Bytes, byte[]> store(String name) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingDisabled()
                .build();
    }
}
