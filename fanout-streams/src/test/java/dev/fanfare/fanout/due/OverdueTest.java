package dev.fanfare.fanout.due;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/// What is overdue goes on by itself, at a rate; what is due does not wait for it.
class OverdueTest {

    private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");

    @Test
    void so_many_a_second_and_no_more_for_a_pause() {
        Overdue overdue = new Overdue(10);
        int gone = 0;
        for (int tick = 0; tick <= 100; tick++) {
            gone += take(overdue, NOON.plusMillis(tick * 100L));
        }
        assertThat(gone).isBetween(100, 102);
        assertThat(take(overdue, NOON.plus(Duration.ofDays(1)))).isLessThanOrEqualTo(3);
    }

    @Test
    void less_than_one_a_second_is_one_after_a_while() {
        Overdue overdue = new Overdue(0.5);
        assertThat(take(overdue, NOON)).isEqualTo(1);
        assertThat(overdue.next(NOON)).isEqualTo(NOON.plusSeconds(2));
        assertThat(take(overdue, NOON.plusMillis(1_900))).isZero();
        assertThat(take(overdue, NOON.plusSeconds(2))).isEqualTo(1);
    }

    @Test
    void no_more_is_looked_at_than_it_takes_to_find_what_is_urgent() {
        DueQueue queue = new DueQueue(store());
        for (int n = 0; n < 2_000; n++) {
            queue.set("k%04d".formatted(n), NOON, new byte[1]);
        }
        AtomicInteger looks = new AtomicInteger();
        List<String> found = new ArrayList<>();
        for (int look = 0; look < 3; look++) {
            queue.overdue(NOON.plusSeconds(1), 4, _ -> looks.incrementAndGet() > 0)
                    .forEach(thing -> {
                        found.add(thing.owner());
                        queue.remove(thing.owner());
                    });
        }
        assertThat(looks).hasValue(12);
        assertThat(found).hasSize(12).doesNotHaveDuplicates();
    }

    @RepeatedTest(50)
    void each_is_handed_over_once_whichever_release_it_is() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        DueQueue queue = new DueQueue(store());
        List<String> set = new ArrayList<>();
        List<String> released = new ArrayList<>();
        Instant now = NOON;
        for (int step = 0; step < 200; step++) {
            now = now.plusMillis(random.nextInt(3_000));
            String owner = "k" + step;
            queue.set(owner, now.plusMillis(random.nextInt(240_000) - 120_000), new byte[1]);
            set.add(owner);
            Instant before = Overdue.before(now);
            Instant time = now;
            if (random.nextBoolean()) {
                queue.releaseSince(before, now, 1 + random.nextInt(3), (key, _) -> released.add(key));
            }
            if (random.nextInt(4) == 0) {
                queue.release(before.minusMillis(1), 1, (key, _) -> released.add(key));
            }
            queue.soonestSince(before)
                    .ifPresent(due ->
                            assertThat(due).as("seed %d at %s", seed, time).isAfterOrEqualTo(before));
        }
        Instant end = now.plusSeconds(300);
        queue.releaseSince(end.minusSeconds(120), end, 1_000, (key, _) -> released.add(key));
        queue.release(end, 1_000, (key, _) -> released.add(key));

        assertThat(released).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(set);
        assertThat(queue.soonest()).isEmpty();
    }

    @Test
    void what_is_urgent_goes_first_however_much_has_been_due_for_longer() {
        DueQueue queue = new DueQueue(store());
        for (int n = 0; n < 5_000; n++) {
            queue.set("plain-" + n, NOON.plusMillis(n), new byte[] {0});
        }
        for (int n = 0; n < 30; n++) {
            queue.set("urgent-" + n, NOON.plusSeconds(10 + n), new byte[] {1});
        }
        List<String> gone = new ArrayList<>();
        for (int look = 0; look < 9; look++) {
            gone.addAll(look(queue));
        }
        assertThat(gone).hasSize(90).filteredOn(OverdueTest::isUrgent).hasSize(30);

        queue.set("urgent-late", NOON.plusMillis(2_500), new byte[] {1});
        for (int look = 0; look < 3; look++) {
            gone.addAll(look(queue));
        }
        assertThat(gone).contains("urgent-late").doesNotHaveDuplicates();
        while (gone.size() < 5_031) {
            List<String> next = look(queue);
            assertThat(next).hasSizeBetween(1, 10);
            gone.addAll(next);
        }
        assertThat(gone).doesNotHaveDuplicates();
        assertThat(queue.soonest()).isEmpty();
    }

    private static List<String> look(DueQueue queue) {
        List<String> gone = queue.overdue(NOON.plusSeconds(60), 10, what -> what[0] == 1).stream()
                .map(WaitingThings.Thing::owner)
                .toList();
        gone.forEach(queue::remove);
        return gone;
    }

    private static boolean isUrgent(String owner) {
        return owner.startsWith("urgent");
    }

    private static int take(Overdue overdue, Instant now) {
        int count = overdue.at(now);
        overdue.use(count);
        return count;
    }

    private static KeyValueStore<Bytes, byte[]> store() {
        KeyValueStore<Bytes, byte[]> store = DueQueue.store(Stores.inMemoryKeyValueStore("due"), DueKeys.WAITING)
                .withLoggingDisabled()
                .build();
        store.init(new MockProcessorContext<>().getStateStoreContext(), store);
        return store;
    }
}
