package dev.fanfare.channels.inbox;

import dev.fanfare.channels.inbox.HeldDeliveries.Held;
import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.Erasure;
import dev.fanfare.schemas.Ids;
import dev.fanfare.schemas.InboxEntry;
import dev.fanfare.schemas.Live;
import dev.fanfare.schemas.OutcomeMessage;
import dev.fanfare.schemas.Retention;
import dev.fanfare.schemas.serde.Codec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Step `erase-inbox`: whoever was erased has an empty inbox, and what was on its way there, or is held for a paused
/// event, does not come.
final class EraseInbox extends ContextualProcessor<byte[], byte[], byte[], byte[]> {

    private static final Logger LOG = LoggerFactory.getLogger(EraseInbox.class);

    private final Parts parts;

    /// What it is made of.
    record Parts(
            Codec<Erasure> erasures,
            Codec<Delivery> deliveries,
            Codec<OutcomeMessage> outcomes,
            Codec<Live> live,
            Retention retention,
            InstantSource clock) {}

    EraseInbox(Parts parts) {
        this.parts = parts;
    }

    @Override
    public void process(Record<byte[], byte[]> input) {
        switch (parts.erasures().decode(input.value())) {
            case Decoded.Readable(var erasure) -> erase(erasure);
            case Decoded.Unreadable(var why) -> SetAside.run(context(), input, why);
            case Decoded.Absent() -> SetAside.run(context(), input, "no value");
        }
    }

    /// An address without a person (`mailto:`) has no inbox.
    private void erase(Erasure erasure) {
        KeyValueStore<String, InboxEntry> store = context().getStateStore(InboxTopology.STORE);
        if (Ids.valid(erasure.getRecipient())) {
            new InboxStore(store, parts.retention(), TellStreams.by(context(), parts.live(), parts.clock()))
                    .erase(erasure.getRecipient(), erasure.getAt());
            ErasureMarks.in(store).erase(erasure.getRecipient(), erasure.getAt());
            new HeldDeliveries(context().getStateStore(HeldDeliveries.STORE))
                    .takeOf(erasure.getRecipient(), held -> acceptedBefore(held, erasure.getAt()))
                    .forEach(this::tell);
        }
    }

    /// What nobody can read says nothing of when it was accepted, but may hold her words.
    private boolean acceptedBefore(Held held, Instant erasedAt) {
        return !(parts.deliveries().decode(held.bytes()) instanceof Decoded.Readable<Delivery>(var delivery))
                || delivery.getAcceptedAt().isBefore(erasedAt);
    }

    private void tell(Held held) {
        if (parts.deliveries().decode(held.bytes()) instanceof Decoded.Readable<Delivery>(var delivery)) {
            Instant now = parts.clock().instant();
            byte[] outcome = parts.outcomes().encode(new OutcomeMessage(InboxOutcome.erased(delivery, now)));
            byte[] key = delivery.getRecipient().getBytes(StandardCharsets.UTF_8);
            context().forward(new Record<>(key, outcome, now.toEpochMilli()), InboxTopology.OUTCOMES);
        } else {
            LOG.warn(
                    "Held for a person who was erased, could not be read, and is gone: {}",
                    held.key().delivery());
        }
    }
}
