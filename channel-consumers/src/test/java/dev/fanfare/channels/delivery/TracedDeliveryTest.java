package dev.fanfare.channels.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.channels.breaker.NoBreakers;
import dev.fanfare.channels.controls.KnownControls;
import dev.fanfare.channels.engine.HandleRecord;
import dev.fanfare.channels.erased.Erased;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.RecordHeaders;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.TraceContext;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.serde.MemoryRegistry;
import dev.fanfare.schemas.setup.TraceSettings;
import dev.fanfare.schemas.traces.Traces;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TracedDeliveryTest {

    private static final Topics TOPICS = new Topics("t.", new Partitioning(6));
    private static final TraceContext CAME =
            new TraceContext("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "a=b");

    private final Codecs codecs = Codecs.with(new MemoryRegistry());
    private final Written written = new Written(TOPICS, codecs, true);
    private final List<TraceContext> heard = new ArrayList<>();
    /// Nobody listens there: spans are dropped.
    private final Traces traces =
            Traces.of(new TraceSettings(URI.create("http://127.0.0.1:1"), 1.0, null, Map.of()), "test", "");

    @AfterEach
    void close() {
        traces.close();
    }

    @Test
    void a_provider_goes_on_behind_the_call_and_a_retry_knows_the_first_attempt() throws InterruptedException {
        deliver(CAME, new Answer.Deferred(Category.PROVIDER, "busy"));

        TraceContext call = heard.getFirst();
        TraceContext retry =
                traceOf(written.on(TOPICS.retry(Channel.EMAIL)).getFirst()).orElseThrow();
        assertThat(call.trace()).isEqualTo(CAME.trace());
        assertThat(call.span()).isNotEqualTo(CAME.span());
        assertThat(retry.traceparent()).isEqualTo(CAME.traceparent());
        assertThat(retry.tracestate()).endsWith(",a=b");
        assertThat(retry.firstAttempt()).isPresent().get().isNotIn(call.span(), CAME.span());
    }

    @Test
    void a_later_attempt_and_the_dead_letter_still_know_the_first() throws InterruptedException {
        TraceContext retried = CAME.withFirstAttempt("1234567890abcdef");
        deliver(retried, new Answer.Rejected(Category.ADDRESS, "no such user"));

        var letter = written.on(TOPICS.deadLetters(Channel.EMAIL)).getFirst();
        assertThat(traceOf(letter)).contains(retried);
        assertThat(written.deadLetters(TOPICS.deadLetters(Channel.EMAIL))
                        .getFirst()
                        .getTraceparent())
                .isEqualTo(retried.text());
    }

    @Test
    void what_nobody_records_goes_on_as_it_came() throws InterruptedException {
        deliver(CAME.unrecorded(), new Answer.Deferred(Category.PROVIDER, "busy"));

        assertThat(heard).containsExactly(CAME.unrecorded());
        assertThat(traceOf(written.on(TOPICS.retry(Channel.EMAIL)).getFirst())).contains(CAME.unrecorded());
    }

    private void deliver(TraceContext trace, Answer answer) throws InterruptedException {
        var shared = new DeliverRecord.Shared(
                TOPICS,
                codecs,
                written.writer(),
                Erased.nobody(),
                KnownControls.none(),
                NoBreakers.here(),
                (_, perSecond, limited) -> limited.rate(perSecond),
                InstantSource.fixed(Deliveries.NOON),
                traces);
        var settings =
                new SendSettings(10, Duration.ofSeconds(5), new RetryPolicy(3, List.of(), Duration.ofSeconds(60), 0));
        new DeliverRecord(Channel.EMAIL, Providers.of(new Hears(answer)), settings, shared)
                .run(record(trace), HandleRecord.Wait::run);
    }

    private ConsumerRecord<byte[], byte[]> record(TraceContext trace) {
        Delivery delivery = Deliveries.email("ada");
        var topic = TOPICS.channel(Channel.EMAIL, Lane.STANDARD);
        ConsumerRecord<byte[], byte[]> input = new ConsumerRecord<>(
                topic.name(),
                0,
                5,
                delivery.getRecipient().getBytes(StandardCharsets.UTF_8),
                codecs.of(topic, Delivery.class).encode(delivery));
        trace.put(input.headers());
        return input;
    }

    private static Optional<TraceContext> traceOf(ProducerRecord<byte[], byte[]> sent) {
        return TraceContext.of(
                Written.header(sent, RecordHeaders.TRACEPARENT), Written.header(sent, RecordHeaders.TRACESTATE));
    }

    /// A provider that takes part in traces.
    private final class Hears implements Gateway {

        private final Answer answer;

        Hears(Answer answer) {
            this.answer = answer;
        }

        @Override
        public Answer send(Delivery delivery) {
            return answer;
        }

        @Override
        public Answer send(Delivery delivery, Optional<TraceContext> trace) {
            trace.ifPresent(heard::add);
            return answer;
        }

        @Override
        public String provider() {
            return "fake";
        }
    }
}
