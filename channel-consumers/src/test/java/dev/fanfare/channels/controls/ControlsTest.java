package dev.fanfare.channels.controls;

import static dev.fanfare.channels.controls.KnownControls.cancelled;
import static dev.fanfare.channels.controls.KnownControls.expiring;
import static dev.fanfare.channels.controls.KnownControls.paused;
import static dev.fanfare.channels.delivery.Deliveries.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.channels.delivery.Deliveries;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.Steering;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ControlsTest {

    private final Controls controls = KnownControls.none();
    private final Delivery delivery = Deliveries.email("ada");

    @Test
    void what_nothing_was_said_of_may_be_sent() throws InterruptedException {
        assertThat(controls.of(delivery, NOON)).isEqualTo(Verdict.GO);
    }

    @Test
    void a_cancelled_event_is_not_sent_until_its_entry_goes() throws InterruptedException {
        learn(cancelled(), NOON);
        assertThat(controls.of(delivery, NOON)).isEqualTo(Verdict.CANCELLED);
        learn(null, NOON);
        assertThat(controls.of(delivery, NOON)).isEqualTo(Verdict.GO);
    }

    @Test
    void a_pause_that_was_on_its_way_does_not_take_a_cancel_back() throws InterruptedException {
        learn(cancelled(), NOON);
        learn(paused(), NOON.plusSeconds(1));
        assertThat(controls.of(delivery, NOON)).isEqualTo(Verdict.CANCELLED);
    }

    @Test
    void a_paused_event_waits_and_goes_on() throws InterruptedException {
        learn(paused(), NOON);
        assertThat(controls.of(delivery, NOON)).isEqualTo(Verdict.PAUSED);
        learn(null, NOON.plusSeconds(1));
        assertThat(controls.of(delivery, NOON)).isEqualTo(Verdict.GO);
    }

    @Test
    void an_expiry_that_was_changed_stands_instead_of_the_events_own() throws InterruptedException {
        Delivery own =
                Delivery.newBuilder(delivery).setExpiresAt(NOON.plusSeconds(10)).build();
        learn(expiring(NOON.plusSeconds(5)), NOON);
        assertThat(controls.of(own, NOON.plusSeconds(4))).isEqualTo(Verdict.GO);
        assertThat(controls.of(own, NOON.plusSeconds(5))).isEqualTo(Verdict.EXPIRED);
        learn(expiring(NOON.plusSeconds(20)), NOON);
        assertThat(controls.of(own, NOON.plusSeconds(15))).isEqualTo(Verdict.GO);
    }

    @Test
    void an_event_that_came_again_later_is_another_one() throws InterruptedException {
        learn(cancelled(), NOON);
        Delivery again =
                Delivery.newBuilder(delivery).setAcceptedAt(NOON.plusMillis(1)).build();
        assertThat(controls.of(again, NOON)).isEqualTo(Verdict.GO);
    }

    @Test
    void a_cancel_from_before_its_event_was_released_holds() throws InterruptedException {
        learn(cancelled(), NOON);
        Delivery.Builder released = Delivery.newBuilder(delivery).setAcceptedAt(NOON.plusSeconds(1));
        assertThat(controls.of(
                        released.setEventAcceptedAt(NOON.minusSeconds(60)).build(), NOON.plusSeconds(1)))
                .isEqualTo(Verdict.CANCELLED);
        assertThat(controls.of(released.setEventAcceptedAt(NOON.plusMillis(1)).build(), NOON.plusSeconds(1)))
                .as("another event of that key")
                .isEqualTo(Verdict.GO);
    }

    @Test
    void nothing_is_sent_before_the_topic_was_read_once() throws Exception {
        Controls unread = new Controls();
        CompletableFuture<Verdict> asked = new CompletableFuture<>();
        Thread asking = Thread.ofVirtual().start(() -> {
            try {
                asked.complete(unread.of(delivery, NOON));
            } catch (InterruptedException stopped) {
                asked.completeExceptionally(stopped);
            }
        });
        org.awaitility.Awaitility.await().until(() -> asking.getState() == Thread.State.WAITING);
        assertThat(asked).isNotDone();
        unread.complete();
        assertThat(asked.get(10, TimeUnit.SECONDS)).isEqualTo(Verdict.GO);
    }

    private void learn(@Nullable Steering steering, Instant at) {
        KnownControls.learn(controls, delivery.getEvent(), steering, at);
    }
}
