package dev.fanfare.fanout.admit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.fanout.Outgoing;
import dev.fanfare.fanout.PlainParts;
import dev.fanfare.fanout.aside.Failures;
import dev.fanfare.fanout.due.StoreInMemory;
import dev.fanfare.schemas.Admission;
import dev.fanfare.schemas.CountMessage;
import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.EventAdmitted;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.WaitingEvent;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.serde.MemoryRegistry;
import dev.fanfare.schemas.serde.StoreCodec;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// An event that waits and cannot be read any more when it is looked at.
class AdmitLostTest {

    private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");
    private static final StoreCodec<WaitingEvent> WAITING = StoreCodec.of(WaitingEvent.class);
    private static final String TIMES = "tx"; // what the keys of both queues begin with where an event stands

    private final Topics topics = new Topics(Topics.DEFAULT_PREFIX, new Partitioning(1));
    private final Codecs codecs = Codecs.with(new MemoryRegistry());
    private final MockProcessorContext<String, Outgoing> context = new MockProcessorContext<>();
    private final List<KeyValueStore<Bytes, byte[]>> stores = new ArrayList<>();
    private Instant now = NOON;

    private final AdmitOnce step = new AdmitOnce(new AdmitEvent(
            topics,
            codecs,
            PlainParts.with(() -> now, new Failures()),
            new AdmitEvent.Followers("slices", "counts", "elsewhere", "refused", "controls")));

    @BeforeEach
    void begin() {
        List.of(
                        AdmittedKeys.STORE,
                        WaitingForRule.STORE,
                        EarlyCommands.STORE,
                        ScheduledEvents.STORE,
                        References.RULES,
                        References.TEMPLATES)
                .forEach(this::store);
        step.init(context);
    }

    @Test
    void one_that_waits_for_its_time_ends_failed_with_a_letter() {
        read(NOON.plus(Duration.ofDays(1)).toString());
        assertThat(head().getAdmission()).isEqualTo(Admission.SCHEDULED);

        spoilAndLook(Duration.ofDays(1));

        failed();
        assertThat(head().getSendAt()).isEqualTo(NOON.plus(Duration.ofDays(1)));
    }

    @Test
    void one_that_waits_for_its_rule_ends_failed_with_a_letter() {
        read(null);
        assertThat(head().getAdmission()).isEqualTo(Admission.WAITING);

        spoilAndLook(Duration.ofSeconds(1));

        failed();
    }

    private void failed() {
        EventAdmitted head = head();
        assertThat(head.getAdmission()).isEqualTo(Admission.FAILED);
        assertThat(head.getReason()).isEqualTo(Reason.UNREADABLE);
        assertThat(head.getError()).isNotBlank();
        assertThat(head.getId()).isEqualTo("1");
        assertThat(head.getType()).isEqualTo("post");
        assertThat(head.getAt()).isEqualTo(now);
        assertThat(context.forwarded("refused")).hasSize(1);
        assertThat(AdmittedKeys.find(context.getStateStore(AdmittedKeys.STORE), head.getKey()))
                .isEmpty();
    }

    private void read(@Nullable String sendAt) {
        Event event = Event.newBuilder()
                .setId("1")
                .setSource("/test")
                .setType("post")
                .setSendAt(sendAt)
                .build();
        context.setRecordMetadata(topics.events(Lane.STANDARD).name(), 0, 7);
        step.process(new Record<>(
                "any", codecs.of(topics.events(Lane.STANDARD), Event.class).encode(event), NOON.toEpochMilli()));
    }

    private void spoilAndLook(Duration later) {
        stores.forEach(AdmitLostTest::spoil);
        now = now.plus(later);
        context.resetForwards();
        context.scheduledPunctuators().stream()
                .filter(scheduled -> !scheduled.cancelled())
                .toList()
                .forEach(scheduled -> scheduled.getPunctuator().punctuate(now.toEpochMilli()));
    }

    private static void spoil(KeyValueStore<Bytes, byte[]> store) {
        List<KeyValue<Bytes, byte[]>> entries = new ArrayList<>();
        try (var all = store.all()) {
            all.forEachRemaining(entries::add);
        }
        entries.stream()
                .filter(entry -> store.name().equals(WaitingForRule.STORE)
                        || store.name().equals(ScheduledEvents.STORE))
                .filter(entry ->
                        entry.key.get().length > 1 && TIMES.indexOf(entry.key.get()[0]) >= 0)
                .forEach(entry -> {
                    WaitingEvent waiting = WAITING.decode(entry.value);
                    waiting.setEvent(ByteBuffer.wrap(new byte[] {1, 2, 3}));
                    store.put(entry.key, WAITING.encode(waiting));
                });
    }

    private EventAdmitted head() {
        var codec = codecs.of(topics.counts(), CountMessage.class);
        return context.forwarded("counts").stream()
                .map(sent ->
                        codec.decode(sent.record().value().value()) instanceof Decoded.Readable<CountMessage>(var read)
                                ? (EventAdmitted) read.getContent()
                                : null)
                .toList()
                .getLast();
    }

    private void store(String name) {
        KeyValueStore<Bytes, byte[]> store =
                StoreInMemory.named(name).withLoggingDisabled().build();
        store.init(context.getStateStoreContext(), store);
        context.addStateStore(store);
        stores.add(store);
    }
}
