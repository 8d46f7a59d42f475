package dev.fanfare.track.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.fanfare.schemas.Admission;
import dev.fanfare.schemas.EventAdmitted;
import dev.fanfare.schemas.EventDelta;
import dev.fanfare.schemas.EventKey;
import dev.fanfare.schemas.EventStatus;
import dev.fanfare.schemas.Priority;
import dev.fanfare.schemas.running.Waiters;
import dev.fanfare.streams.StreamsAway;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What a caller who waits for an event is answered, and when.
class AwaitEventTest {

    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
    private static final String KEY = EventKey.of("test", "1");
    private static final int PARTITION = 3;

    private final KeyValueStore<Bytes, byte[]> bytes =
            Stores.inMemoryKeyValueStore("events").get();
    private final EventStore store = new EventStore(bytes);
    private final Waiters waiters = new Waiters();
    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicInteger caughtUp = new AtomicInteger();
    private boolean through = true;
    private final AwaitEvent await = new AwaitEvent(waiters, this::throughWrites, InstantSource.fixed(NOW));

    @Test
    @DisplayName("S1-09 without a wait an unknown event is told as soon as what was written came through")
    void without_a_wait_an_unknown_event_is_told_as_soon_as_what_was_written_came_through() {
        assertThat(await.find(bytes, KEY, PARTITION, NOW)).isNull();
        assertThat(caughtUp).hasValue(1);
    }

    @Test
    void where_that_cannot_be_told_the_caller_may_ask_again() {
        through = false;

        assertThatThrownBy(() -> await.find(bytes, KEY, PARTITION, NOW)).isInstanceOf(StreamsAway.class);
    }

    @Test
    @DisplayName("S1-17 with a wait an event that is still on its way is waited for until it ends")
    void with_a_wait_an_event_that_is_still_on_its_way_is_waited_for_until_it_ends() {
        CompletableFuture<@Nullable EventStatus> answer =
                CompletableFuture.supplyAsync(() -> asked(Duration.ofMinutes(1)));
        await().until(() -> looks.get() == 2);

        becomes(admitted());
        await().until(() -> looks.get() == 3);
        assertThat(answer).isNotDone();
        becomes(FoldEvent.add(admitted(), new EventDelta(KEY, 0L, 1, List.of(), NOW)));

        assertThat(answer).succeedsWithin(Duration.ofSeconds(10)).satisfies(status -> assertThat(EventState.of(status))
                .isEqualTo(EventState.DONE));
        assertThat(caughtUp).hasValue(0);
    }

    @Test
    @DisplayName("S1-17 when the time is over it is told as it is")
    void when_the_time_is_over_it_is_told_as_it_is() {
        becomes(admitted());

        assertThat(asked(Duration.ofMillis(50)))
                .satisfies(status -> assertThat(EventState.of(status)).isEqualTo(EventState.EXPANDING));
        assertThat(caughtUp).hasValue(0);
    }

    @Test
    void when_the_time_is_over_and_nobody_knows_it_what_was_written_must_have_come_through() {
        assertThat(asked(Duration.ofMillis(50))).isNull();
        assertThat(caughtUp).hasValue(1);
    }

    private @Nullable EventStatus asked(Duration wait) {
        return await.find(new Counted(), KEY, PARTITION, NOW.plus(wait));
    }

    private void becomes(EventStatus status) {
        store.put(FoldEvent.begin(KEY), status);
        waiters.changed(KEY);
    }

    private boolean throughWrites(int partition, Duration within) {
        assertThat(partition).isEqualTo(PARTITION);
        assertThat(within).isPositive();
        caughtUp.incrementAndGet();
        return through;
    }

    private static EventStatus admitted() {
        return FoldEvent.admit(
                FoldEvent.begin(KEY),
                new EventAdmitted(
                        KEY,
                        "1",
                        "test",
                        "greeting",
                        Priority.NORMAL,
                        Admission.ADMITTED,
                        null,
                        null,
                        1,
                        null,
                        null,
                        null,
                        NOW,
                        NOW,
                        true,
                        null,
                        null,
                        null,
                        null,
                        null));
    }

    /// Counts the looks into the store.
    private final class Counted implements ReadOnlyKeyValueStore<Bytes, byte[]> {

        @Override
        public byte @Nullable [] get(Bytes key) {
            byte[] found = bytes.get(key);
            looks.incrementAndGet();
            return found;
        }

        @Override
        public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
            return bytes.range(from, to);
        }

        @Override
        public KeyValueIterator<Bytes, byte[]> all() {
            return bytes.all();
        }

        @Override
        public long approximateNumEntries() {
            return bytes.approximateNumEntries();
        }
    }
}
