package dev.fanfare.channels.inbox;

import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.Ids;
import dev.fanfare.schemas.Outcome;
import dev.fanfare.schemas.OutcomeMessage;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.Retention;
import dev.fanfare.schemas.State;
import dev.fanfare.schemas.serde.Codec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/// Step `keep-delivery`: a delivery becomes an item of its person's inbox, and an outcome, in one transaction.
@SuppressWarnings("NullAway.Init") // Streams calls init() first
final class KeepDelivery extends ContextualProcessor<byte[], byte[], byte[], byte[]> {

    private final Codec<Delivery> deliveries;
    private final Codec<OutcomeMessage> outcomes;
    private final Retention retention;
    private final InstantSource clock;
    private InboxStore inbox;
    private ErasedReaders erased;
    private ExpireItems expire;

    KeepDelivery(Codec<Delivery> deliveries, Codec<OutcomeMessage> outcomes, Retention retention, InstantSource clock) {
        this.deliveries = deliveries;
        this.outcomes = outcomes;
        this.retention = retention;
        this.clock = clock;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        super.init(context);
        inbox = new InboxStore(context.getStateStore(InboxTopology.STORE), retention);
        erased = new ErasedReaders(context.getStateStore(InboxTopology.STORE));
        expire = new ExpireItems(context, inbox, clock);
        expire.begin();
    }

    @Override
    public void process(Record<byte[], byte[]> input) {
        switch (deliveries.decode(input.value())) {
            case Decoded.Readable(var delivery) when Ids.valid(delivery.getRecipient()) -> keep(input, delivery);
            case Decoded.Readable(var _) -> SetAside.run(context(), input, "the recipient is no id");
            case Decoded.Unreadable(var why) -> SetAside.run(context(), input, why);
            case Decoded.Absent() -> SetAside.run(context(), input, "no value");
        }
    }

    private void keep(Record<byte[], byte[]> input, Delivery delivery) {
        Instant now = clock.instant();
        OutcomeMessage outcome = new OutcomeMessage(kept(delivery, now).build());
        byte[] key = delivery.getRecipient().getBytes(StandardCharsets.UTF_8);
        context()
                .forward(
                        new Record<>(key, outcomes.encode(outcome), now.toEpochMilli(), input.headers()),
                        InboxTopology.OUTCOMES);
    }

    private Outcome.Builder kept(Delivery delivery, Instant now) {
        Instant expiresAt = delivery.getExpiresAt();
        if (erased.isErased(delivery.getRecipient(), delivery.getAcceptedAt())) {
            return outcome(delivery, now)
                    .setState(State.CANCELLED)
                    .setReason(Reason.UNKNOWN_RECIPIENT)
                    .setAttempt(0);
        }
        if (expiresAt != null && !now.isBefore(expiresAt)) {
            return outcome(delivery, now)
                    .setState(State.EXPIRED)
                    .setReason(Reason.EXPIRED)
                    .setAttempt(0);
        }
        inbox.add(delivery, now);
        Instant old = inbox.oldAt(now);
        expire.by(expiresAt != null && expiresAt.isBefore(old) ? expiresAt : old);
        return outcome(delivery, now).setState(State.DELIVERED).setAttempt(1).setProvider("inbox");
    }

    private static Outcome.Builder outcome(Delivery delivery, Instant now) {
        return Outcome.newBuilder()
                .setDelivery(delivery.getId())
                .setEvent(delivery.getEvent())
                .setType(delivery.getType())
                .setRecipient(delivery.getRecipient())
                .setChannel(delivery.getChannel())
                .setLane(delivery.getLane())
                .setReplay(delivery.getReplay())
                .setMaxAttempts(1)
                .setAcceptedAt(delivery.getAcceptedAt())
                .setAt(now);
    }
}
