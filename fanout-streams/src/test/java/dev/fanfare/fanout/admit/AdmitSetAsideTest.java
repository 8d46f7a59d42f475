package dev.fanfare.fanout.admit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fanfare.fanout.Outgoing;
import dev.fanfare.fanout.PlainParts;
import dev.fanfare.fanout.aside.Failures;
import dev.fanfare.fanout.aside.SetAside;
import dev.fanfare.fanout.due.StoreInMemory;
import dev.fanfare.schemas.Admission;
import dev.fanfare.schemas.CountMessage;
import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.EventAdmitted;
import dev.fanfare.schemas.EventKey;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.RecordHeaders;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.serde.MemoryRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.InMemoryKeyValueStore;
import org.junit.jupiter.api.Test;

/// An event that throws at the door: each start is a thread of its own over rolled-back stores.
class AdmitSetAsideTest {

    private static final Instant NOW = Instant.parse("2026-01-15T12:00:00Z");
    private static final String KEY = EventKey.of("/test", "1");

    private final Topics topics = new Topics(Topics.DEFAULT_PREFIX, new Partitioning(1));
    private final Codecs codecs = Codecs.with(new MemoryRegistry());
    private final Failures failures = new Failures();
    private MockProcessorContext<String, Outgoing> context = new MockProcessorContext<>();
    private boolean rulesFail = true;

    @Test
    void what_throws_three_times_ends_failed_and_stands_on_the_dead_letter_topic() {
        var step = begin();
        for (int n = 0; n < 3; n++) {
            assertThatThrownBy(() -> read(step)).hasMessage("no store today");
            assertThat(context.forwarded()).isEmpty();
        }
        read(step);

        assertThat(heads()).singleElement().satisfies(head -> {
            assertThat(head.getKey()).isEqualTo(KEY);
            assertThat(head.getAdmission()).isEqualTo(Admission.FAILED);
            assertThat(head.getReason()).isEqualTo(Reason.INTERNAL);
            assertThat(head.getError()).contains("failed three times", "no store today");
        });
        refused();
    }

    @Test
    void what_throws_three_times_when_its_rule_has_come_ends_failed_too() {
        for (int n = 0; n < 3; n++) {
            beginWaiting();
            assertThatThrownBy(this::look).hasMessage("no store today");
        }
        beginWaiting();
        context.resetForwards();
        look();

        assertThat(heads()).extracting(EventAdmitted::getAdmission).containsExactly(Admission.FAILED);
        refused();
    }

    private void beginWaiting() {
        context = new MockProcessorContext<>();
        rulesFail = false;
        read(begin());
        assertThat(heads()).extracting(EventAdmitted::getAdmission).containsExactly(Admission.WAITING);
        rulesFail = true;
    }

    private void refused() {
        assertThat(context.forwarded("refused")).singleElement().satisfies(aside -> assertThat(
                        RecordHeaders.get(aside.record().headers(), RecordHeaders.REASON))
                .hasValueSatisfying(why -> assertThat(why).startsWith("internal: failed three times")));
    }

    private Processor<String, byte[], String, Outgoing> begin() {
        store(AdmittedKeys.STORE);
        store(WaitingForRule.STORE);
        store(EarlyCommands.STORE);
        store(ScheduledEvents.STORE);
        store(References.TEMPLATES);
        context.addStateStore(new InMemoryKeyValueStore(References.RULES) {
            @Override
            public byte[] get(Bytes key) {
                if (rulesFail) {
                    throw new IllegalStateException("no store today");
                }
                return super.get(key);
            }
        });
        var parts = PlainParts.with(InstantSource.fixed(NOW), failures);
        var followers = new AdmitEvent.Followers("slices", "counts", "elsewhere", "refused", "controls");
        var step = new SetAside(
                        "admit-event",
                        new AdmitEvent(topics, codecs, parts, followers),
                        new SetAside.Where(topics, failures, "refused"))
                .get();
        step.init(context);
        return step;
    }

    private void read(Processor<String, byte[], String, Outgoing> step) {
        Event event =
                Event.newBuilder().setId("1").setSource("/test").setType("post").build();
        context.setRecordMetadata(topics.events(Lane.STANDARD).name(), 0, 7);
        step.process(new Record<>(
                "any", codecs.of(topics.events(Lane.STANDARD), Event.class).encode(event), NOW.toEpochMilli()));
    }

    private void look() {
        context.scheduledPunctuators().stream()
                .filter(scheduled -> !scheduled.cancelled())
                .toList()
                .forEach(scheduled ->
                        scheduled.getPunctuator().punctuate(NOW.plusSeconds(1).toEpochMilli()));
    }

    private List<EventAdmitted> heads() {
        var codec = codecs.of(topics.counts(), CountMessage.class);
        return context.forwarded("counts").stream()
                .map(sent ->
                        codec.decode(sent.record().value().value()) instanceof Decoded.Readable<CountMessage>(var read)
                                ? (EventAdmitted) read.getContent()
                                : null)
                .toList();
    }

    private void store(String name) {
        KeyValueStore<Bytes, byte[]> store =
                StoreInMemory.named(name).withLoggingDisabled().build();
        store.init(context.getStateStoreContext(), store);
        context.addStateStore(store);
    }
}
