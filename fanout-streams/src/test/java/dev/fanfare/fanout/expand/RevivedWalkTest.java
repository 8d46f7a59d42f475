package dev.fanfare.fanout.expand;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.fanout.PlainParts;
import dev.fanfare.fanout.aside.Failures;
import dev.fanfare.fanout.due.StoreInMemory;
import dev.fanfare.fanout.people.People;
import dev.fanfare.fanout.retry.Retries;
import dev.fanfare.fanout.steer.SteeredEvents;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.serde.MemoryRegistry;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;

/// After a commit that timed out Streams rolls the stores back and begins again with the same processor.
class RevivedWalkTest {

    private final Topics topics = new Topics(Topics.DEFAULT_PREFIX, new Partitioning(1));
    private final Codecs codecs = Codecs.with(new MemoryRegistry());
    private final SliceToAll all = new SliceToAll(topics, codecs, Channel.IN_APP);
    private final Processor<String, byte[], String, Object> walk = new ExpandSlice(
                    topics,
                    codecs,
                    PlainParts.with(InstantSource.system(), new Failures()),
                    new ExpandSlice.Followers("deliveries", "totals", "letters", "unreadable", "held"))
            .get();

    @Test
    void a_walk_that_begins_again_knows_nothing_of_the_one_before() {
        var before = begin();
        walk.process(all.slice("key"));
        turn(before);
        assertThat(delivered(before)).isEqualTo(20);
        walk.close();

        var after = begin();
        assertThat(turning(after)).isEmpty();
        walk.process(all.slice("key"));
        while (!turning(after).isEmpty()) {
            turn(after);
        }

        assertThat(delivered(after)).isEqualTo(25);
        assertThat(after.forwarded("totals")).hasSize(3);
    }

    private MockProcessorContext<String, Object> begin() {
        var context = new MockProcessorContext<String, Object>();
        KeyValueStore<Bytes, byte[]> people = store(People.STORE);
        people.init(context.getStateStoreContext(), people);
        context.addStateStore(people);
        KeyValueStore<Bytes, byte[]> open = store(OpenSlices.STORE);
        open.init(context.getStateStoreContext(), open);
        context.addStateStore(open);
        KeyValueStore<Bytes, byte[]> steered = store(SteeredEvents.STORE);
        steered.init(context.getStateStoreContext(), steered);
        context.addStateStore(steered);
        KeyValueStore<Bytes, byte[]> retries = store(Retries.STORE);
        retries.init(context.getStateStoreContext(), retries);
        context.addStateStore(retries);
        all.crowd(25, SliceToAll.NOBODY, context);
        walk.init(context);
        return context;
    }

    private static List<MockProcessorContext.CapturedPunctuator> turning(MockProcessorContext<String, Object> context) {
        return context.scheduledPunctuators().stream()
                .filter(scheduled -> !scheduled.cancelled())
                .toList();
    }

    private static void turn(MockProcessorContext<String, Object> context) {
        turning(context).forEach(scheduled -> scheduled.getPunctuator().punctuate(0L));
    }

    private static int delivered(MockProcessorContext<String, Object> context) {
        return context.forwarded("deliveries").size();
    }

    private static KeyValueStore<Bytes, byte[]> store(String name) {
        return StoreInMemory.named(name).withLoggingDisabled().build();
    }
}
