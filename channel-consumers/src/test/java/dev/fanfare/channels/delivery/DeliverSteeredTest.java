package dev.fanfare.channels.delivery;

import static dev.fanfare.channels.delivery.Deliveries.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fanfare.channels.breaker.NoBreakers;
import dev.fanfare.channels.controls.Controls;
import dev.fanfare.channels.controls.KnownControls;
import dev.fanfare.channels.engine.HandleRecord;
import dev.fanfare.channels.erased.Erased;
import dev.fanfare.channels.share.Limited;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.ChannelControl;
import dev.fanfare.schemas.Control;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.ErasedPeople;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Outcome;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.RecordHeaders;
import dev.fanfare.schemas.State;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.serde.MemoryRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What was asked of an event holds up to the call of the provider.
@Timeout(30)
class DeliverSteeredTest {

    private static final Topics TOPICS = new Topics("t.", new Partitioning(6));

    private final Codecs codecs = Codecs.with(new MemoryRegistry());
    private final Written written = new Written(TOPICS, codecs, true);
    private final Controls controls = KnownControls.none();
    private final ErasedPeople erased = Erased.nobody();
    private final FakeGateway gateway = new FakeGateway(_ -> new Answer.Delivered("r"));
    private final Delivery delivery = Deliveries.email("ada");
    private final AtomicReference<Limited> tokens = new AtomicReference<>();

    @Test
    void what_was_cancelled_is_not_sent_and_counts_as_cancelled() throws InterruptedException {
        learn(KnownControls.cancelled());

        deliverer(null).run(record(delivery), HandleRecord.Wait::run);

        assertThat(gateway.called).isEmpty();
        assertThat(written.outcomes()).singleElement().satisfies(outcome -> {
            assertThat(outcome.getState()).isEqualTo(State.CANCELLED);
            assertThat(outcome.getReason()).isEqualTo(Reason.CANCELLED);
            assertThat(outcome.getAttempt()).isZero();
            assertThat(outcome.getProvider()).isNull();
        });
        assertThat(written.on(TOPICS.retry(Channel.EMAIL))).isEmpty();
    }

    @Test
    void a_paused_channel_sends_nothing_and_goes_on_with_what_waits() throws InterruptedException {
        pause(true);
        Thread sends = Thread.ofVirtual().start(() -> runUnchecked(delivery));
        await().until(() -> sends.getState() == Thread.State.TIMED_WAITING);
        assertThat(gateway.called).isEmpty();
        assertThat(written.outcomes()).isEmpty();

        pause(false);

        assertThat(sends.join(Duration.ofSeconds(10))).isTrue();
        assertThat(written.outcomes()).extracting(Outcome::getState).containsExactly(State.DELIVERED);
    }

    @Test
    void what_is_cancelled_while_its_channel_is_paused_is_not_sent() throws InterruptedException {
        pause(true);
        Thread sends = Thread.ofVirtual().start(() -> runUnchecked(delivery));
        await().until(() -> sends.getState() == Thread.State.TIMED_WAITING);
        learn(KnownControls.cancelled());

        assertThat(sends.join(Duration.ofSeconds(10))).isTrue();
        assertThat(written.outcomes()).extracting(Outcome::getState).containsExactly(State.CANCELLED);
    }

    private void pause(boolean paused) {
        Control control = new Control(new ChannelControl(Channel.EMAIL, paused, NOON));
        controls.learn(Topics.controlKey(Channel.EMAIL), control, NOON);
    }

    private void runUnchecked(Delivery sent) {
        try {
            deliverer(null).run(record(sent), HandleRecord.Wait::run);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void a_cancel_that_comes_while_a_delivery_waits_for_its_token_is_in_time() throws InterruptedException {
        whileItWaitsForItsToken(() -> learn(KnownControls.cancelled()));

        assertThat(gateway.called).hasSize(1);
        assertThat(written.outcomes()).extracting(Outcome::getState).containsExactly(State.DELIVERED, State.CANCELLED);
    }

    @Test
    void an_erasure_that_comes_while_a_delivery_waits_for_its_token_is_in_time() throws InterruptedException {
        whileItWaitsForItsToken(() -> erased.erase("ada", NOON.plusMillis(1)));

        assertThat(gateway.called).hasSize(1);
        assertThat(written.outcomes()).extracting(Outcome::getState).containsExactly(State.DELIVERED, State.CANCELLED);
        assertThat(written.outcomes().getLast().getReason()).isEqualTo(Reason.UNKNOWN_RECIPIENT);
    }

    @Test
    void what_is_paused_waits_as_the_same_attempt_and_its_lane_goes_on() throws InterruptedException {
        learn(KnownControls.paused());
        var input = record(delivery);

        deliverer(null).run(input, HandleRecord.Wait::run);

        assertThat(gateway.called).isEmpty();
        var held = written.on(TOPICS.retry(Channel.EMAIL)).getFirst();
        assertThat(held.value()).isEqualTo(input.value());
        assertThat(Written.header(held, RecordHeaders.ATTEMPT)).isEqualTo("1");
        assertThat(Written.header(held, RecordHeaders.HOLDS)).isEqualTo("1");
        assertThat(written.outcomes()).singleElement().satisfies(outcome -> {
            assertThat(outcome.getState()).isEqualTo(State.HELD);
            assertThat(outcome.getAttempt()).isZero();
            assertThat(outcome.getHolds()).isOne();
        });
    }

    @Test
    void each_pause_has_its_number_so_that_none_is_taken_for_a_repeat() throws InterruptedException {
        learn(KnownControls.paused());
        var input = record(delivery);
        RecordHeaders.put(input.headers(), RecordHeaders.ATTEMPT, "3");
        RecordHeaders.put(input.headers(), RecordHeaders.HOLDS, "4");
        RecordHeaders.put(input.headers(), RecordHeaders.FIRST_FAILURE, "503 at first");

        deliverer(null).run(input, HandleRecord.Wait::run);

        var held = written.on(TOPICS.retry(Channel.EMAIL)).getFirst();
        assertThat(Written.header(held, RecordHeaders.ATTEMPT)).isEqualTo("3");
        assertThat(Written.header(held, RecordHeaders.HOLDS)).isEqualTo("5");
        assertThat(Written.header(held, RecordHeaders.FIRST_FAILURE)).isEqualTo("503 at first");
    }

    @Test
    void an_expiry_that_was_changed_ends_what_waits() throws InterruptedException {
        learn(KnownControls.expiring(NOON));

        deliverer(null).run(record(delivery), HandleRecord.Wait::run);

        assertThat(gateway.called).isEmpty();
        assertThat(written.outcomes()).extracting(Outcome::getState).containsExactly(State.EXPIRED);
    }

    private void whileItWaitsForItsToken(Runnable happens) throws InterruptedException {
        deliverer(null).run(record(Deliveries.email("first")), HandleRecord.Wait::run);
        DeliverRecord deliverer = deliverer(1);
        Thread waiting = Thread.ofVirtual().start(() -> {
            try {
                deliverer.run(record(delivery), HandleRecord.Wait::run);
            } catch (InterruptedException cut) {
                Thread.currentThread().interrupt();
            }
        });
        await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
        happens.run();
        tokens.get().rate(1_000);
        waiting.join();
    }

    private void learn(dev.fanfare.schemas.Steering steering) {
        KnownControls.learn(controls, delivery.getEvent(), steering, NOON);
    }

    private DeliverRecord deliverer(@org.jspecify.annotations.Nullable Integer perSecond) {
        var settings = new SendSettings(
                10, Duration.ofSeconds(5), new RetryPolicy(3, List.of(), Duration.ofSeconds(60), 0), perSecond);
        var shared = new DeliverRecord.Shared(
                TOPICS,
                codecs,
                written.writer(),
                erased,
                controls,
                NoBreakers.here(),
                (_, _, limited) -> {
                    tokens.set(limited);
                    limited.rate(0.001);
                },
                InstantSource.fixed(NOON));
        return new DeliverRecord(Channel.EMAIL, Providers.of(gateway), settings, shared);
    }

    private ConsumerRecord<byte[], byte[]> record(Delivery sent) {
        var topic = TOPICS.channel(Channel.EMAIL, Lane.STANDARD);
        return new ConsumerRecord<>(
                topic.name(),
                1,
                7,
                sent.getRecipient().getBytes(StandardCharsets.UTF_8),
                codecs.of(topic, Delivery.class).encode(sent));
    }
}
