package dev.fanfare.channels.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.channels.breaker.NoBreakers;
import dev.fanfare.channels.controls.KnownControls;
import dev.fanfare.channels.engine.HandleRecord;
import dev.fanfare.channels.erased.Erased;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.DeadLetter;
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
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DeliverRecordTest {

    private static final Topics TOPICS = new Topics("t.", new Partitioning(6));
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private final Codecs codecs = Codecs.with(new MemoryRegistry());
    private final Written written = new Written(TOPICS, codecs, true);
    private ErasedPeople erased = Erased.nobody();
    private final SendSettings settings =
            new SendSettings(10, Duration.ofSeconds(5), new RetryPolicy(3, List.of(), Duration.ofSeconds(60), 0));

    @Test
    @DisplayName("S2-03 S2-28 what is delivered has one outcome on its persons partition")
    void what_is_delivered_has_one_outcome_on_its_persons_partition() throws InterruptedException {
        FakeGateway gateway = deliver(record(Deliveries.email("ada")), _ -> new Answer.Delivered("r-1"));
        assertThat(gateway.called).hasSize(1);
        assertThat(written.producer.history()).hasSize(1);
        Outcome outcome = written.outcomes().getFirst();
        assertThat(outcome.getState()).isEqualTo(State.DELIVERED);
        assertThat(outcome.getReceipt()).isEqualTo("r-1");
        assertThat(outcome.getProvider()).isEqualTo("fake");
        assertThat(outcome.getAttempt()).isEqualTo(1);
        assertThat(outcome.getMaxAttempts()).isEqualTo(3);
        assertThat(outcome.getAt()).isEqualTo(Deliveries.NOON);
        var sent = written.on(TOPICS.outcomes()).getFirst();
        assertThat(sent.partition()).isEqualTo(TOPICS.partitioning().of("ada"));
        assertThat(new String(sent.key(), StandardCharsets.UTF_8)).isEqualTo("ada");
        assertThat(Written.header(sent, RecordHeaders.TRACEPARENT)).isEqualTo(TRACE);
    }

    @Test
    @DisplayName("S1-03 What is deferred is written again as it was rendered, with the next attempt and when it is due")
    void what_is_deferred_is_written_again() throws InterruptedException {
        var input = record(Deliveries.email("ada"));
        deliver(input, _ -> new Answer.Deferred(Category.PROVIDER, "451 busy"));
        var again = written.on(TOPICS.retry(Channel.EMAIL)).getFirst();
        assertThat(again.value()).isEqualTo(input.value());
        assertThat(again.partition()).isEqualTo(TOPICS.partitioning().of("ada"));
        assertThat(Written.header(again, RecordHeaders.ATTEMPT)).isEqualTo("2");
        assertThat(Written.header(again, RecordHeaders.NOT_BEFORE))
                .isEqualTo(String.valueOf(
                        Deliveries.NOON.plus(Duration.ofMinutes(2)).toEpochMilli()));
        assertThat(Written.header(again, RecordHeaders.FIRST_FAILURE)).isEqualTo("451 busy");
        assertThat(Written.header(again, RecordHeaders.TRACEPARENT)).isEqualTo(TRACE);
        Outcome outcome = written.outcomes().getFirst();
        assertThat(outcome.getState()).isEqualTo(State.DEFERRED);
        assertThat(outcome.getNextAttemptAt()).isEqualTo(Deliveries.NOON.plus(Duration.ofMinutes(2)));
        assertThat(outcome.getError()).isEqualTo("451 busy");
        assertThat(outcome.getErrorCategory()).isEqualTo("provider");
        assertThat(outcome.getReason()).isNull();
    }

    @Test
    void what_is_throttled_comes_back_when_the_provider_said_as_the_same_attempt() throws InterruptedException {
        var input = record(Deliveries.email("ada"));
        RecordHeaders.put(input.headers(), RecordHeaders.ATTEMPT, "3");
        RecordHeaders.put(input.headers(), RecordHeaders.HOLDS, "1");
        RecordHeaders.put(input.headers(), RecordHeaders.FIRST_FAILURE, "no answer");
        deliver(input, _ -> new Answer.Deferred(Category.RATE_LIMIT, "429", Duration.ofSeconds(3)));
        var again = written.on(TOPICS.retry(Channel.EMAIL)).getFirst();
        assertThat(again.value()).isEqualTo(input.value());
        assertThat(Written.header(again, RecordHeaders.ATTEMPT)).isEqualTo("3");
        assertThat(Written.header(again, RecordHeaders.HOLDS)).isEqualTo("2");
        assertThat(Written.header(again, RecordHeaders.THROTTLES)).isEqualTo("1");
        assertThat(Written.header(again, RecordHeaders.FIRST_FAILURE)).isEqualTo("no answer");
        assertThat(Written.header(again, RecordHeaders.NOT_BEFORE))
                .isEqualTo(String.valueOf(Deliveries.NOON.plusSeconds(3).toEpochMilli()));
        assertThat(written.outcomes()).singleElement().satisfies(outcome -> {
            assertThat(outcome.getState()).isEqualTo(State.DEFERRED);
            assertThat(outcome.getAttempt()).isEqualTo(2);
            assertThat(outcome.getNextAttemptAt()).isEqualTo(Deliveries.NOON.plusSeconds(3));
            assertThat(outcome.getErrorCategory()).isEqualTo("rate-limit");
        });
    }

    @Test
    void waits_for_a_breaker_or_a_pause_are_no_throttles_and_lengthen_none() throws InterruptedException {
        var input = record(Deliveries.email("ada"));
        RecordHeaders.put(input.headers(), RecordHeaders.HOLDS, "500");
        RecordHeaders.put(input.headers(), RecordHeaders.THROTTLES, "2");
        deliver(input, _ -> new Answer.Deferred(Category.RATE_LIMIT, "429", Duration.ofSeconds(3)));

        var again = written.on(TOPICS.retry(Channel.EMAIL)).getFirst();
        assertThat(Written.header(again, RecordHeaders.NOT_BEFORE))
                .isEqualTo(String.valueOf(Deliveries.NOON.plusSeconds(3).toEpochMilli()));
        assertThat(Written.header(again, RecordHeaders.HOLDS)).isEqualTo("501");
        assertThat(Written.header(again, RecordHeaders.THROTTLES)).isEqualTo("3");
    }

    @Test
    void what_is_rejected_is_buried_with_the_reason() throws InterruptedException {
        deliver(record(Deliveries.email("ada")), _ -> new Answer.Rejected(Category.ADDRESS, "550 no such user"));
        DeadLetter letter =
                written.deadLetters(TOPICS.deadLetters(Channel.EMAIL)).getFirst();
        assertThat(letter.getReason()).isEqualTo(Reason.REJECTED);
        assertThat(letter.getError()).isEqualTo("550 no such user");
        assertThat(letter.getAttempts()).isEqualTo(1);
        assertThat(letter.getDelivery()).isEqualTo(Deliveries.email("ada"));
        Outcome outcome = written.outcomes().getFirst();
        assertThat(outcome.getState()).isEqualTo(State.DEAD);
        assertThat(outcome.getReason()).isEqualTo(Reason.REJECTED);
        assertThat(written.on(TOPICS.retry(Channel.EMAIL))).isEmpty();
    }

    @Test
    @DisplayName("S1-50 What used up its attempts is buried, and says what it failed of first and last")
    void what_used_up_its_attempts_is_buried() throws InterruptedException {
        var input = record(Deliveries.email("ada"));
        RecordHeaders.put(input.headers(), RecordHeaders.ATTEMPT, "3");
        RecordHeaders.put(input.headers(), RecordHeaders.NOT_BEFORE, "1");
        RecordHeaders.put(input.headers(), RecordHeaders.FIRST_FAILURE, "no answer");
        deliver(input, _ -> new Answer.Deferred(Category.PROVIDER, "451 busy"));
        DeadLetter letter =
                written.deadLetters(TOPICS.deadLetters(Channel.EMAIL)).getFirst();
        assertThat(letter.getReason()).isEqualTo(Reason.ATTEMPTS_USED_UP);
        assertThat(letter.getAttempts()).isEqualTo(3);
        assertThat(letter.getFirstFailure()).isEqualTo("no answer");
        assertThat(letter.getError()).isEqualTo("451 busy");
        var outcome = written.on(TOPICS.outcomes()).getFirst();
        assertThat(outcome.headers().toArray())
                .extracting(header -> header.key())
                .containsOnly(RecordHeaders.TRACEPARENT);
        assertThat(written.outcomes().getFirst().getAttempt()).isEqualTo(3);
    }

    @Test
    @DisplayName("S1-40 What has expired is never sent")
    void what_has_expired_is_never_sent() throws InterruptedException {
        Delivery expired = Delivery.newBuilder(Deliveries.email("ada"))
                .setExpiresAt(Deliveries.NOON)
                .build();
        FakeGateway gateway = deliver(record(expired), _ -> new Answer.Delivered("r-1"));
        assertThat(gateway.called).isEmpty();
        Outcome outcome = written.outcomes().getFirst();
        assertThat(outcome.getState()).isEqualTo(State.EXPIRED);
        assertThat(outcome.getReason()).isEqualTo(Reason.EXPIRED);
        assertThat(outcome.getAttempt()).isZero();
    }

    @Test
    void a_millisecond_before_its_end_it_is_still_sent() throws InterruptedException {
        Delivery fresh = Delivery.newBuilder(Deliveries.email("ada"))
                .setExpiresAt(Deliveries.NOON.plusMillis(1))
                .build();
        assertThat(deliver(record(fresh), _ -> new Answer.Delivered("r-1")).called)
                .hasSize(1);
    }

    @Test
    @DisplayName("S2-12 Bytes that are no delivery are kept as they came, and stop nothing")
    void bytes_that_are_no_delivery_are_kept_as_they_came() throws InterruptedException {
        ConsumerRecord<byte[], byte[]> junk = new ConsumerRecord<>(
                "t.email.standard",
                4,
                17,
                "ada".getBytes(StandardCharsets.UTF_8),
                "junk".getBytes(StandardCharsets.UTF_8));
        FakeGateway gateway = deliver(junk, _ -> new Answer.Delivered("r-1"));
        assertThat(gateway.called).isEmpty();
        var aside = written.on(TOPICS.eventsDlt()).getFirst();
        assertThat(aside.value()).isEqualTo(junk.value());
        assertThat(aside.key()).isEqualTo(junk.key());
        assertThat(aside.partition()).isEqualTo(4);
        assertThat(Written.header(aside, RecordHeaders.REASON)).startsWith("unreadable: ");
        assertThat(Written.header(aside, RecordHeaders.ORIGIN)).isEqualTo("t.email.standard-4@17");
    }

    @Test
    void a_record_without_a_value_is_kept_too() throws InterruptedException {
        deliver(new ConsumerRecord<>("t.email.standard", 4, 18, null, null), _ -> new Answer.Delivered("r-1"));
        assertThat(Written.header(written.on(TOPICS.eventsDlt()).getFirst(), RecordHeaders.REASON))
                .isEqualTo("unreadable: no value");
    }

    @Test
    void a_fault_of_our_own_buries_it_and_stops_nothing() throws InterruptedException {
        erased = new ErasedPeople(new Faulty());
        FakeGateway gateway = deliver(record(Deliveries.email("ada")), _ -> new Answer.Delivered("r-1"));
        assertThat(gateway.called).isEmpty();
        DeadLetter letter =
                written.deadLetters(TOPICS.deadLetters(Channel.EMAIL)).getFirst();
        assertThat(letter.getReason()).isEqualTo(Reason.INTERNAL);
        assertThat(letter.getError()).contains("made up");
        assertThat(letter.getDelivery()).isEqualTo(Deliveries.email("ada"));
        assertThat(written.outcomes()).singleElement().satisfies(outcome -> {
            assertThat(outcome.getState()).isEqualTo(State.DEAD);
            assertThat(outcome.getReason()).isEqualTo(Reason.INTERNAL);
            assertThat(outcome.getAttempt()).isZero();
        });
    }

    @Test
    void an_error_is_as_long_as_a_person_reads() throws InterruptedException {
        deliver(record(Deliveries.email("ada")), _ -> new Answer.Rejected(Category.REFUSED, "x".repeat(100_000)));
        assertThat(written.outcomes().getFirst().getError()).hasSizeLessThanOrEqualTo(1_000);
        assertThat(written.deadLetters(TOPICS.deadLetters(Channel.EMAIL))
                        .getFirst()
                        .getError())
                .hasSizeLessThanOrEqualTo(1_000);
    }

    /// Marks that cannot be looked at.
    private static final class Faulty implements ErasedPeople.Marks {

        @Override
        public Instant of(String hash) {
            throw new IllegalStateException("made up");
        }

        @Override
        public Instant latest() {
            throw new IllegalStateException("made up");
        }

        @Override
        public void put(String hash, Instant at) {
            throw new IllegalStateException("made up");
        }

        @Override
        public void forget(String hash, Instant at) {
            throw new IllegalStateException("made up");
        }

        @Override
        public List<ErasedPeople.Mark> before(Instant time, int most) {
            throw new IllegalStateException("made up");
        }
    }

    private FakeGateway deliver(ConsumerRecord<byte[], byte[]> input, Function<Delivery, Answer> answers)
            throws InterruptedException {
        FakeGateway gateway = new FakeGateway(answers);
        var shared = new DeliverRecord.Shared(
                TOPICS,
                codecs,
                written.writer(),
                erased,
                KnownControls.none(),
                NoBreakers.here(),
                (_, perSecond, limited) -> limited.rate(perSecond),
                InstantSource.fixed(Deliveries.NOON));
        new DeliverRecord(Channel.EMAIL, Providers.of(gateway), settings, shared).run(input, HandleRecord.Wait::run);
        return gateway;
    }

    private ConsumerRecord<byte[], byte[]> record(Delivery delivery) {
        var topic = TOPICS.channel(Channel.EMAIL, Lane.STANDARD);
        ConsumerRecord<byte[], byte[]> input = new ConsumerRecord<>(
                topic.name(),
                0,
                5,
                delivery.getRecipient().getBytes(StandardCharsets.UTF_8),
                codecs.of(topic, Delivery.class).encode(delivery));
        RecordHeaders.put(input.headers(), RecordHeaders.TRACEPARENT, TRACE);
        return input;
    }
}
