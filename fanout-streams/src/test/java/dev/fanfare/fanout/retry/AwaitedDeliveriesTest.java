package dev.fanfare.fanout.retry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.fanout.decide.Steps;
import dev.fanfare.fanout.due.StoreInMemory;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.WaitingRetry;
import dev.fanfare.schemas.WaitsFor;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;

/// The steps that wait for a delivery are found by it, however much waits for its person.
class AwaitedDeliveriesTest {

    private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");
    private static final String INBOX = DeliveryId.of("e1", "ada", Channel.IN_APP, "ada");
    private static final String HOOK = DeliveryId.of("e1", "ada", Channel.WEBHOOK, "https://example.org");
    private static final String MAIL = DeliveryId.of("e1", "ada", Channel.EMAIL, "ada@example.org");

    private final KeyValueStore<Bytes, byte[]> store = store();
    private final Retries retries = new Retries(store, Duration.ofDays(30));

    @Test
    void a_step_is_found_by_each_delivery_that_it_waits_for() {
        retries.waitUntil(MAIL, NOON, mail());
        assertThat(retries.awaited().steps(INBOX)).containsExactly(MAIL);
        assertThat(retries.awaited().steps(HOOK)).containsExactly(MAIL);
        assertThat(retries.awaited().steps(MAIL)).isEmpty();
        assertThat(retries.awaited().stepsOf("ada")).containsExactly(MAIL);
        assertThat(AwaitedDeliveries.awaiting(store, HOOK))
                .hasValueSatisfying(step -> assertThat(step.getRecipient()).isEqualTo("ada"));
    }

    @Test
    void one_that_left_is_found_no_more_until_it_is_put_back() {
        retries.waitUntil(MAIL, NOON, mail());
        retries.take(MAIL, NOON, (id, step) -> assertThat(retries.awaited().steps(INBOX))
                .isEmpty());
        assertThat(AwaitedDeliveries.awaiting(store, INBOX)).isEmpty();
        retries.putBack(MAIL, NOON, mail());
        assertThat(retries.awaited().steps(INBOX)).containsExactly(MAIL);
    }

    private static WaitingRetry mail() {
        WaitingRetry waiting = new WaitingRetry();
        waiting.setEvent("e1");
        waiting.setType("t");
        waiting.setRecipient("ada");
        waiting.setChannel(Channel.EMAIL);
        waiting.setLane(Lane.STANDARD);
        waiting.setAttempt(1);
        waiting.setHolds(1);
        waiting.setAcceptedAt(NOON);
        waiting.setNotBefore(NOON);
        waiting.setDelivery(ByteBuffer.allocate(0));
        waiting.setKind(WaitsFor.STEP);
        waiting.setUnless(Steps.READ);
        waiting.setAwaits(List.of(INBOX, HOOK));
        waiting.setCounted(List.of());
        return waiting;
    }

    private static KeyValueStore<Bytes, byte[]> store() {
        var context = new MockProcessorContext<String, Object>();
        KeyValueStore<Bytes, byte[]> store =
                StoreInMemory.named(Retries.STORE).withLoggingDisabled().build();
        store.init(context.getStateStoreContext(), store);
        return store;
    }
}
