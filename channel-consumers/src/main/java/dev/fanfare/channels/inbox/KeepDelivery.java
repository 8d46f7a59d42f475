package dev.fanfare.channels.inbox;

import dev.fanfare.channels.controls.Controls;
import dev.fanfare.channels.controls.Verdict;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.ErasedPeople;
import dev.fanfare.schemas.Ids;
import dev.fanfare.schemas.Live;
import dev.fanfare.schemas.Outcome;
import dev.fanfare.schemas.OutcomeMessage;
import dev.fanfare.schemas.Retention;
import dev.fanfare.schemas.serde.Codec;
import dev.fanfare.schemas.traces.Traces;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/// Step `keep-delivery`: a delivery becomes an item of its person's inbox, and an outcome, in one transaction, unless
/// its event was cancelled, has expired or is paused, or its person was erased.
@SuppressWarnings("NullAway.Init") // Streams calls init() first
final class KeepDelivery extends ContextualProcessor<byte[], byte[], byte[], byte[]> {

    private final Parts parts;
    private InboxStore inbox;
    private ErasedPeople erased;
    private ExpireItems expire;
    private HoldPaused hold;

    /// What it is made of.
    record Parts(
            Codec<Delivery> deliveries,
            Codec<OutcomeMessage> outcomes,
            Codec<Live> live,
            Controls controls,
            Retention retention,
            Inbox.Watching watching) {

        InstantSource clock() {
            return watching.clock();
        }
    }

    KeepDelivery(Parts parts) {
        this.parts = parts;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        super.init(context);
        inbox = new InboxStore(
                context.getStateStore(InboxTopology.STORE),
                parts.retention(),
                TellStreams.by(context, parts.live(), parts.clock()));
        erased = ErasureMarks.in(context.getStateStore(InboxTopology.STORE));
        expire = new ExpireItems(context, inbox, parts.clock());
        expire.begin();
        hold = new HoldPaused(context, parts.deliveries(), this::verdict, this::process);
        hold.begin();
    }

    @Override
    public void process(Record<byte[], byte[]> input) {
        switch (parts.deliveries().decode(input.value())) {
            case Decoded.Readable(var delivery)
            when Ids.valid(delivery.getRecipient()) -> settle(delivery, input.value(), input.headers());
            case Decoded.Readable(var _) -> SetAside.run(context(), input, "the recipient is no id");
            case Decoded.Unreadable(var why) -> SetAside.run(context(), input, why);
            case Decoded.Absent() -> SetAside.run(context(), input, "no value");
        }
    }

    private void settle(Delivery delivery, byte[] bytes, Headers headers) {
        Instant now = parts.clock().instant();
        byte[] key = delivery.getRecipient().getBytes(StandardCharsets.UTF_8);
        byte[] outcome = parts.outcomes().encode(new OutcomeMessage(settled(delivery, bytes, headers, now)));
        context().forward(new Record<>(key, outcome, now.toEpochMilli(), headers), InboxTopology.OUTCOMES);
    }

    private Outcome settled(Delivery delivery, byte[] bytes, Headers headers, Instant now) {
        Traces traces = parts.watching().traces();
        if (traces.isOff()) {
            return decided(delivery, bytes, headers, now);
        }
        try (TraceKeeping traced = TraceKeeping.begin(traces, delivery, headers)) {
            Outcome outcome = decided(delivery, bytes, headers, now);
            traced.ended(outcome);
            return outcome;
        }
    }

    private Outcome decided(Delivery delivery, byte[] bytes, Headers headers, Instant now) {
        if (erased.isErased(delivery.getRecipient(), delivery.getAcceptedAt())) {
            return InboxOutcome.erased(delivery, now);
        }
        Verdict verdict = verdict(delivery);
        switch (verdict) {
            case GO -> keep(delivery, now);
            case PAUSED -> hold.hold(delivery, bytes, headers, now);
            case CANCELLED, EXPIRED, SUPPRESSED, MUTED -> {}
        }
        return InboxOutcome.of(delivery, verdict, now);
    }

    private void keep(Delivery delivery, Instant now) {
        Instant expiresAt = parts.controls().expiresAt(delivery);
        inbox.add(Delivery.newBuilder(delivery).setExpiresAt(expiresAt).build(), now);
        Instant old = inbox.oldAt(now);
        expire.by(expiresAt != null && expiresAt.isBefore(old) ? expiresAt : old);
    }

    private Verdict verdict(Delivery delivery) {
        try {
            Verdict verdict = parts.controls().of(delivery, parts.clock().instant());
            return verdict == Verdict.GO && parts.controls().isPaused(Channel.IN_APP) ? Verdict.PAUSED : verdict;
        } catch (InterruptedException stopping) {
            throw new InterruptException(stopping);
        }
    }

    @Override
    public void close() {
        hold.close();
    }
}
