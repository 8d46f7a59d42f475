package dev.fanfare.fanout.retry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.fanout.due.Overdue;
import dev.fanfare.fanout.due.StoreInMemory;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.WaitingRetry;
import dev.fanfare.schemas.WaitsFor;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What is remembered of many that left at once.
class ForgetWhatLeftTest {

    private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");
    private static final Instant DAY_LATER = NOON.plus(Duration.ofDays(1));
    private static final int AT_ONCE = 100;

    private final KeyValueStore<Bytes, byte[]> store = store();
    private final Retries retries = new Retries(store, Duration.ofDays(1));

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void is_forgotten_look_by_look_without_a_second_between() {
        leave(2 * AT_ONCE + 50);
        for (int look = 0; look < 3; look++) {
            look(DAY_LATER);
        }
        assertThat(remembered()).isZero();
    }

    @Test
    void hurries_nobody_until_a_minute_later() {
        leave(1);
        look(NOON);
        assertThat(retries.soonestSince(Overdue.before(NOON))).contains(DAY_LATER.plus(Duration.ofMinutes(1)));
    }

    private void leave(int count) {
        for (int n = 0; n < count; n++) {
            retries.hold("d" + n, NOON, retry());
            retries.take("d" + n, NOON, (_, _) -> {});
        }
        assertThat(remembered()).isEqualTo(count);
    }

    private void look(Instant now) {
        retries.release(Overdue.before(now), now, AT_ONCE, (_, _) -> {});
    }

    private int remembered() {
        int count = 0;
        try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
            while (all.hasNext()) {
                if (all.next().key.get()[0] == 'u') {
                    count++;
                }
            }
        }
        return count;
    }

    private static WaitingRetry retry() {
        WaitingRetry waiting = new WaitingRetry();
        waiting.setEvent("e");
        waiting.setType("t");
        waiting.setRecipient("ada");
        waiting.setChannel(Channel.EMAIL);
        waiting.setLane(Lane.STANDARD);
        waiting.setAttempt(1);
        waiting.setAcceptedAt(NOON);
        waiting.setNotBefore(NOON);
        waiting.setDelivery(ByteBuffer.allocate(0));
        waiting.setKind(WaitsFor.RETRY);
        waiting.setAwaits(List.of());
        waiting.setCounted(List.of());
        return waiting;
    }

    private static KeyValueStore<Bytes, byte[]> store() {
        KeyValueStore<Bytes, byte[]> store =
                StoreInMemory.named(Retries.STORE).withLoggingDisabled().build();
        store.init(new MockProcessorContext<String, Object>().getStateStoreContext(), store);
        return store;
    }
}
