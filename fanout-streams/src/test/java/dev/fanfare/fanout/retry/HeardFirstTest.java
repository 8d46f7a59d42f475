package dev.fanfare.fanout.retry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.fanout.Outgoing;
import dev.fanfare.fanout.PlainParts;
import dev.fanfare.fanout.aside.Failures;
import dev.fanfare.fanout.decide.Steps;
import dev.fanfare.fanout.due.StoreInMemory;
import dev.fanfare.fanout.people.People;
import dev.fanfare.fanout.steer.SteeredEvents;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.schemas.EventKey;
import dev.fanfare.schemas.InboxAction;
import dev.fanfare.schemas.InboxActionKind;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Outcome;
import dev.fanfare.schemas.OutcomeMessage;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.WaitingRetry;
import dev.fanfare.schemas.WaitsFor;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.serde.MemoryRegistry;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;

/// A step fell due while nothing ran, and was read of in time: what was read stands unread on its topic.
class HeardFirstTest {

    private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");
    private static final String EVENT = EventKey.of("/test", "1");
    private static final String INBOX = DeliveryId.of(EVENT, "ada", Channel.IN_APP, "ada");
    private static final String MAIL = DeliveryId.of(EVENT, "ada", Channel.EMAIL, "ada@example.org");

    private final Topics topics = new Topics(Topics.DEFAULT_PREFIX, new Partitioning(1));
    private final Codecs codecs = Codecs.with(new MemoryRegistry());
    private final MockProcessorContext<String, Outgoing> context = new MockProcessorContext<>();
    private Instant now = NOON;

    @Test
    void what_was_read_is_heard_before_the_step_goes() {
        HoldUntilDue again = restart();
        tick();
        assertThat(context.forwarded()).isEmpty();
        context.setRecordMetadata(topics.inboxActions().name(), 0, 1);
        again.process(new Record<>("ada", readAtNoon(), 0L));
        assertThat(ends()).singleElement().satisfies(end -> {
            assertThat(end.getDelivery()).isEqualTo(MAIL);
            assertThat(end.getReason()).isEqualTo(Reason.READ);
        });
    }

    @Test
    void what_nobody_read_waits_for_seconds_only() {
        restart();
        tick();
        assertThat(context.forwarded()).isEmpty();
        now = now.plusSeconds(5);
        tick();
        assertThat(ends()).as("nobody is known here who could be told").hasSize(1);
    }

    private HoldUntilDue restart() {
        store(People.STORE);
        store(Retries.STORE);
        store(SteeredEvents.STORE);
        HoldUntilDue before = new HoldUntilDue(step());
        before.init(context);
        before.hold(new Held(MAIL, NOON.plus(Duration.ofMinutes(10)), mail()));
        before.close();
        now = NOON.plus(Duration.ofMinutes(10)).plusSeconds(1);
        HoldUntilDue again = new HoldUntilDue(step());
        again.init(context);
        return again;
    }

    private HoldRetry step() {
        return new HoldRetry(
                topics,
                codecs,
                PlainParts.with(() -> now, new Failures()),
                new HoldRetry.Followers("deliveries", "outcomes", "letters", "progress", "aside"));
    }

    private static WaitingRetry mail() {
        WaitingRetry waiting = new WaitingRetry();
        waiting.setEvent(EVENT);
        waiting.setType("t");
        waiting.setRecipient("ada");
        waiting.setChannel(Channel.EMAIL);
        waiting.setLane(Lane.STANDARD);
        waiting.setAttempt(1);
        waiting.setHolds(1);
        waiting.setAcceptedAt(NOON);
        waiting.setSince(NOON);
        waiting.setNotBefore(NOON.plus(Duration.ofMinutes(10)));
        waiting.setDelivery(ByteBuffer.allocate(0));
        waiting.setKind(WaitsFor.STEP);
        waiting.setUnless(Steps.READ);
        waiting.setAwaits(List.of(INBOX));
        waiting.setCounted(List.of());
        return waiting;
    }

    private byte[] readAtNoon() {
        return codecs.of(topics.inboxActions(), InboxAction.class)
                .encode(new InboxAction("ada", InboxActionKind.READ, INBOX, NOON));
    }

    private void tick() {
        context.scheduledPunctuators().stream()
                .filter(scheduled -> !scheduled.cancelled())
                .toList()
                .forEach(scheduled -> scheduled.getPunctuator().punctuate(0L));
    }

    private List<Outcome> ends() {
        return context.forwarded("outcomes").stream()
                .map(sent -> codecs.of(topics.outcomes(), OutcomeMessage.class)
                        .decode(sent.record().value().value()))
                .map(read -> read instanceof Decoded.Readable<OutcomeMessage>(var message)
                                && message.getContent() instanceof Outcome outcome
                        ? outcome
                        : new Outcome())
                .toList();
    }

    private void store(String name) {
        KeyValueStore<Bytes, byte[]> store =
                StoreInMemory.named(name).withLoggingDisabled().build();
        store.init(context.getStateStoreContext(), store);
        context.addStateStore(store);
    }
}
