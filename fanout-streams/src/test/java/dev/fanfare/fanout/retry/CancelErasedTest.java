package dev.fanfare.fanout.retry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.fanout.Outgoing;
import dev.fanfare.fanout.PlainParts;
import dev.fanfare.fanout.aside.Failures;
import dev.fanfare.fanout.due.StoreInMemory;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.WaitingRetry;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.serde.MemoryRegistry;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;

/// The walk over the retries of somebody who was erased: it takes what is older, ends, and goes on behind a restart.
class CancelErasedTest {

    private static final Instant ERASED = Instant.parse("2026-01-15T12:00:00Z");
    private static final Instant OLD = ERASED.minusSeconds(60);
    private static final Instant NEW = ERASED.plusSeconds(60);
    /// Of a process whose clock is behind the broker's.
    private static final Instant NOW = OLD.minusSeconds(60);

    private final KeyValueStore<Bytes, byte[]> store = store();
    private final Retries retries = new Retries(store, java.time.Duration.ofDays(30));

    @Test
    void nothing_to_do_needs_no_timer_whatever_stands_in_the_store() {
        hold(1, OLD);
        retries.release(Instant.EPOCH, NOW.plusSeconds(60), 1, (_, _) -> {});
        hold(2, OLD);
        other("i", "event\nid");
        other("w", "event");

        assertThat(timers(begin())).isZero();
    }

    @Test
    void the_timer_ends_with_the_last_that_is_left() {
        for (int n = 0; n < 5_001; n++) {
            hold(n, OLD);
        }
        retries.release(Instant.EPOCH, NOW.plusSeconds(60), 1, (_, _) -> {});
        hold(5_001, OLD);
        var context = begin();
        erase(context);
        assertThat(cancelled(context)).isEqualTo(5_000);
        assertThat(timers(context)).isOne();

        tick(context);
        assertThat(cancelled(context)).isEqualTo(5_001);
        assertThat(timers(context)).isZero();
    }

    @Test
    void a_restart_goes_on_where_it_stood() {
        for (int n = 0; n < 5_100; n++) {
            hold(n, OLD);
        }
        erase(begin());
        var again = begin();
        assertThat(timers(again)).isOne();

        tick(again);
        assertThat(cancelled(again)).isEqualTo(100);
        assertThat(timers(again)).isZero();
    }

    @Test
    void those_of_the_new_person_stay_and_those_behind_them_are_found() {
        for (int n = 0; n < 12_000; n++) {
            hold(n, n % 100 == 0 ? OLD : NEW);
        }
        var context = begin();
        erase(context);
        tick(context);
        tick(context);

        assertThat(cancelled(context)).isEqualTo(120);
        assertThat(timers(context)).isZero();
    }

    @Test
    void the_time_is_the_records_and_no_clocks() {
        hold(1, ERASED.minusMillis(1));
        hold(2, ERASED);
        var context = begin();
        erase(context);

        assertThat(cancelled(context)).isOne();
    }

    private void hold(int n, Instant acceptedAt) {
        String id = DeliveryId.of("event", "ada", Channel.EMAIL, n + "@example.org");
        WaitingRetry retry = WaitingRetry.newBuilder()
                .setRecipient("ada")
                .setChannel(Channel.EMAIL)
                .setLane(Lane.STANDARD)
                .setType("t")
                .setEvent("event")
                .setReplay(0)
                .setAttempt(2)
                .setMaxAttempts(5)
                .setAcceptedAt(acceptedAt)
                .setNotBefore(acceptedAt)
                .setDelivery(ByteBuffer.allocate(0))
                .build();
        retries.hold(id, NOW.plus(Duration.ofSeconds(1)), retry);
    }

    private void other(String letter, String name) {
        store.put(Bytes.wrap((letter + name).getBytes(java.nio.charset.StandardCharsets.UTF_8)), new byte[0]);
    }

    private Step begin() {
        var context = new MockProcessorContext<String, Outgoing>();
        context.addStateStore(store);
        context.setCurrentSystemTimeMs(NEW.toEpochMilli());
        var parts = PlainParts.with(InstantSource.fixed(NOW), new Failures());
        var hold = new HoldRetry(
                new Topics(Topics.DEFAULT_PREFIX, new Partitioning(1)),
                Codecs.with(new MemoryRegistry()),
                parts,
                new HoldRetry.Followers("deliveries", "outcomes", "letters", "progress", "aside"));
        Processor<String, byte[], String, Outgoing> step = new CancelErased(hold).get();
        step.init(context);
        return new Step(context, step);
    }

    private record Step(
            MockProcessorContext<String, Outgoing> context, Processor<String, byte[], String, Outgoing> step) {}

    @SuppressWarnings("NullAway") // Kafka's contract: null stands for a deletion
    private static void erase(Step step) {
        step.step().process(new Record<>("ada", null, ERASED.toEpochMilli()));
    }

    private static int cancelled(Step step) {
        return step.context().forwarded("outcomes").size();
    }

    private static long timers(Step step) {
        return step.context().scheduledPunctuators().stream()
                .filter(timer -> !timer.cancelled())
                .count();
    }

    private static void tick(Step step) {
        step.context().scheduledPunctuators().stream()
                .filter(timer -> !timer.cancelled())
                .toList()
                .forEach(timer -> timer.getPunctuator().punctuate(0L));
    }

    private static KeyValueStore<Bytes, byte[]> store() {
        KeyValueStore<Bytes, byte[]> store =
                StoreInMemory.named(Retries.STORE).withLoggingDisabled().build();
        var context = new MockProcessorContext<String, Outgoing>();
        store.init(context.getStateStoreContext(), store);
        return store;
    }
}
