package dev.fanfare.fanout.due;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Whoever asks what waits, and a queue that is opened again, begin behind what has left.
class QueueBeginTest {

    private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");
    private static final Instant NEVER = Instant.ofEpochMilli(Long.MAX_VALUE);

    private final KeyValueStore<Bytes, byte[]> store = DueQueue.store(
                    Stores.inMemoryKeyValueStore("due"), DueKeys.WAITING)
            .withLoggingDisabled()
            .build();
    private final List<Bytes> walkedFrom = new ArrayList<>();

    @BeforeEach
    void open() {
        store.init(new MockProcessorContext<>().getStateStoreContext(), store);
        DueQueue queue = new DueQueue(store);
        for (int n = 0; n < 5; n++) {
            queue.set("k" + n, NOON.plusSeconds(n), new byte[1]);
        }
        queue.release(NOON.plusSeconds(2), 10, (_, _) -> {});
    }

    @Test
    void a_query_walks_from_behind_what_was_released() {
        assertThat(waiting()).containsExactly("k3", "k4");
        assertThat(walkedFrom)
                .containsExactly(DueKeys.WAITING.from(NOON.plusSeconds(2).toEpochMilli() + 1));
    }

    @Test
    void what_is_set_before_it_is_found_all_the_same() {
        new DueQueue(store).set("early", NOON.minusSeconds(9), new byte[1]);

        assertThat(waiting()).containsExactly("early", "k3", "k4");
    }

    @Test
    void a_queue_that_is_opened_again_goes_on_from_there() {
        List<String> released = new ArrayList<>();
        new DueQueue(store).release(NOON.plusSeconds(3), 10, (owner, _) -> released.add(owner));

        assertThat(released).containsExactly("k3");
        assertThat(waiting()).containsExactly("k4");
    }

    private List<String> waiting() {
        List<String> owners = new ArrayList<>();
        try (WaitingThings things = new WaitingThings(new Watched(), null, NEVER)) {
            things.forEachRemaining(thing -> owners.add(thing.owner()));
        }
        return owners;
    }

    /// Keeps in mind where walks begin.
    private final class Watched implements ReadOnlyKeyValueStore<Bytes, byte[]> {

        @Override
        public byte[] get(Bytes key) {
            return store.get(key);
        }

        @Override
        public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
            walkedFrom.add(from);
            return store.range(from, to);
        }

        @Override
        public KeyValueIterator<Bytes, byte[]> all() {
            return store.all();
        }

        @Override
        public long approximateNumEntries() {
            return store.approximateNumEntries();
        }
    }
}
