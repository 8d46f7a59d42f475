package dev.fanfare.fanout.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fanfare.fanout.Outgoing;
import dev.fanfare.fanout.PlainParts;
import dev.fanfare.fanout.aside.Failures;
import dev.fanfare.fanout.aside.SetAside;
import dev.fanfare.fanout.due.StoreInMemory;
import dev.fanfare.fanout.people.People;
import dev.fanfare.fanout.steer.SteeredEvents;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.DeadLetter;
import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.schemas.EventKey;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Outcome;
import dev.fanfare.schemas.OutcomeMessage;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Priority;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.RecordHeaders;
import dev.fanfare.schemas.State;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codec;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.serde.MemoryRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;

/// A retry whose way back throws: each start is a thread of its own over rolled-back stores.
class RetrySetAsideTest {

    private static final Instant NOW = Instant.parse("2026-01-15T12:00:00Z");

    private static final String EVENT = EventKey.of("/test", "1");

    private final Topics topics = new Topics(Topics.DEFAULT_PREFIX, new Partitioning(1));
    private final Codecs codecs = Codecs.with(new MemoryRegistry());
    private final Failures failures = new Failures();

    @Test
    void what_throws_three_times_ends_dead_with_a_letter() {
        for (int n = 0; n < 3; n++) {
            assertThatThrownBy(() -> tick(begin())).isInstanceOf(IllegalStateException.class);
        }
        var context = begin();
        tick(context);

        assertThat(context.forwarded("deliveries")).isEmpty();
        assertThat(context.forwarded("outcomes")).singleElement().satisfies(sent -> {
            Outcome end = (Outcome) read(sent.record(), codecs.of(topics.outcomes(), OutcomeMessage.class))
                    .getContent();
            assertThat(end.getState()).isEqualTo(State.DEAD);
            assertThat(end.getReason()).isEqualTo(Reason.INTERNAL);
            assertThat(end.getAttempt()).isEqualTo(3);
        });
        assertThat(context.forwarded("letters")).singleElement().satisfies(sent -> {
            DeadLetter letter = read(sent.record(), codecs.of(topics.deadLetters(Channel.EMAIL), DeadLetter.class));
            assertThat(letter.getReason()).isEqualTo(Reason.INTERNAL);
            assertThat(letter.getError()).contains("failed three times", "not a stored Profile");
            assertThat(letter.getAttempts()).isEqualTo(3);
            assertThat(letter.getDelivery()).isEqualTo(delivery());
        });
    }

    @Test
    void a_record_that_throws_three_times_as_it_comes_ends_dead_and_stands_on_the_dead_letter_topic() {
        String what = "hold-retry " + topics.retry(Channel.EMAIL).name() + "-0@1";
        for (int n = 0; n < 3; n++) {
            assertThatThrownBy(() -> failures.run(what, () -> {
                        throw new IllegalStateException("cannot be held");
                    }))
                    .hasMessage("cannot be held");
        }
        var context = begin();

        assertThat(context.forwarded("outcomes")).singleElement().satisfies(sent -> {
            Outcome end = (Outcome) read(sent.record(), codecs.of(topics.outcomes(), OutcomeMessage.class))
                    .getContent();
            assertThat(end.getDelivery()).isEqualTo(delivery().getId());
            assertThat(end.getState()).isEqualTo(State.DEAD);
            assertThat(end.getReason()).isEqualTo(Reason.INTERNAL);
        });
        assertThat(context.forwarded("aside")).hasSize(1);
        tick(context);
        assertThat(context.forwarded("deliveries")).isEmpty();
    }

    /// A thread begins with one retry, due now, for somebody whose profile cannot be read.
    private MockProcessorContext<String, Outgoing> begin() {
        var context = new MockProcessorContext<String, Outgoing>();
        KeyValueStore<Bytes, byte[]> people = store(context, People.STORE);
        store(context, Retries.STORE);
        store(context, SteeredEvents.STORE);
        people.put(Bytes.wrap("pada".getBytes(java.nio.charset.StandardCharsets.UTF_8)), new byte[] {1, 99});
        var parts = PlainParts.with(InstantSource.fixed(NOW), failures);
        var hold = new HoldRetry(
                topics,
                codecs,
                parts,
                new HoldRetry.Followers("deliveries", "outcomes", "letters", "progress", "aside"));
        var step = new SetAside("hold-retry", hold, new SetAside.Where(topics, failures, "aside")).get();
        step.init(context);
        context.setRecordMetadata(topics.retry(Channel.EMAIL).name(), 0, 1);
        byte[] bytes = codecs.of(topics.retry(Channel.EMAIL), Delivery.class).encode(delivery());
        Record<String, byte[]> retry = new Record<>("ada", bytes, 0L);
        RecordHeaders.put(retry.headers(), RecordHeaders.ATTEMPT, "4");
        step.process(retry);
        return context;
    }

    private static void tick(MockProcessorContext<String, Outgoing> context) {
        context.scheduledPunctuators().stream()
                .filter(scheduled -> !scheduled.cancelled())
                .toList()
                .forEach(scheduled -> scheduled.getPunctuator().punctuate(0L));
    }

    private static Delivery delivery() {
        return Delivery.newBuilder()
                .setId(DeliveryId.of(EVENT, "ada", Channel.EMAIL, "ada@example.org"))
                .setRecipient("ada")
                .setAddress("ada@example.org")
                .setSecrets(List.of())
                .setEvent(EVENT)
                .setType("t")
                .setChannel(Channel.EMAIL)
                .setLane(Lane.STANDARD)
                .setPriority(Priority.NORMAL)
                .setLocale("en")
                .setTimestamp(NOW)
                .setAcceptedAt(NOW)
                .build();
    }

    private static <T extends SpecificRecord> T read(
            Record<? extends String, ? extends Outgoing> sent, Codec<T> codec) {
        if (codec.decode(sent.value().value()) instanceof Decoded.Readable<T>(var value)) {
            return value;
        }
        throw new AssertionError("cannot be read");
    }

    private static KeyValueStore<Bytes, byte[]> store(MockProcessorContext<String, Outgoing> context, String name) {
        KeyValueStore<Bytes, byte[]> store =
                StoreInMemory.named(name).withLoggingDisabled().build();
        store.init(context.getStateStoreContext(), store);
        context.addStateStore(store);
        return store;
    }
}
