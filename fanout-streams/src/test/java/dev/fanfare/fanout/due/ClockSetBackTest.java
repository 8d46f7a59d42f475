package dev.fanfare.fanout.due;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Times that no wall clock should show.
class ClockSetBackTest {

    private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");

    private final KeyValueStore<Bytes, byte[]> store = DueQueue.store(
                    Stores.inMemoryKeyValueStore("due"), DueKeys.WAITING)
            .withLoggingDisabled()
            .build();
    private final DueQueue queue = new DueQueue(store);

    @BeforeEach
    void open() {
        store.init(new MockProcessorContext<>().getStateStoreContext(), store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void what_stands_before_the_bound_of_a_later_clock_is_found_by_the_clock_put_back() {
        queue.set("long due", NOON.minusSeconds(10_000), new byte[1]);
        queue.set("soon", NOON.plusSeconds(10), new byte[1]);

        assertThat(released(NOON.plusSeconds(60), NOON.plusSeconds(120))).isEmpty();
        assertThat(queue.soonestSince(NOON)).contains(NOON.plusSeconds(10));
        assertThat(released(NOON, NOON.plusSeconds(10))).containsExactly("soon");
    }

    @Test
    void what_was_due_before_1970_is_due_at_once() {
        queue.set("old", Instant.EPOCH.minusSeconds(1), new byte[1]);

        assertThat(queue.due("old")).contains(Instant.EPOCH);
        List<String> taken = new ArrayList<>();
        queue.release(NOON, 10, (owner, _) -> taken.add(owner));
        assertThat(taken).containsExactly("old");
        assertThat(store.get(DueKeys.WAITING.byOwner("old"))).isNull();
    }

    @Test
    void what_another_sets_by_the_clock_put_back_is_released_in_its_time() {
        DueQueue setter = new DueQueue(store);
        queue.set("first", NOON, new byte[1]);
        assertThat(releasedAt(NOON.plusSeconds(60))).containsExactly("first");

        assertThat(releasedAt(NOON.plusSeconds(10))).isEmpty();
        setter.add("second", "", NOON.plusSeconds(20), new byte[1]);

        assertThat(queue.soonest()).contains(NOON.plusSeconds(20));
        assertThat(releasedAt(NOON.plusSeconds(20))).containsExactly("second");
    }

    @Test
    void nor_is_it_passed_by_who_begins_after_a_crash() {
        DueQueue setter = new DueQueue(store);
        queue.set("first", NOON, new byte[1]);
        assertThat(setter.soonest()).isPresent();
        releasedAt(NOON.plusSeconds(60));

        releasedAt(NOON.plusSeconds(10));
        setter.add("second", "", NOON.plusSeconds(20), new byte[1]);

        List<String> taken = new ArrayList<>();
        new DueQueue(store).release(NOON.plusSeconds(20), 10, (owner, _) -> taken.add(owner));
        assertThat(taken).containsExactly("second");
    }

    private List<String> releasedAt(Instant now) {
        List<String> taken = new ArrayList<>();
        queue.release(now, 10, (owner, _) -> taken.add(owner));
        return taken;
    }

    private List<String> released(Instant since, Instant now) {
        List<String> taken = new ArrayList<>();
        queue.releaseSince(since, now, 10, (owner, _) -> taken.add(owner));
        return taken;
    }
}
