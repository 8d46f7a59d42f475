package dev.fanfare.channels.inbox;

import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.Erasure;
import dev.fanfare.schemas.Ids;
import dev.fanfare.schemas.InboxEntry;
import dev.fanfare.schemas.Retention;
import dev.fanfare.schemas.serde.Codec;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/// Step `erase-inbox`: whoever was erased has an empty inbox, and what was on its way there does not come.
final class EraseInbox extends ContextualProcessor<byte[], byte[], byte[], byte[]> {

    private final Codec<Erasure> erasures;
    private final Retention retention;

    EraseInbox(Codec<Erasure> erasures, Retention retention) {
        this.erasures = erasures;
        this.retention = retention;
    }

    @Override
    public void process(Record<byte[], byte[]> input) {
        switch (erasures.decode(input.value())) {
            case Decoded.Readable(var erasure) -> erase(erasure);
            case Decoded.Unreadable(var why) -> SetAside.run(context(), input, why);
            case Decoded.Absent() -> SetAside.run(context(), input, "no value");
        }
    }

    /// An address without a person (`mailto:`) has no inbox.
    private void erase(Erasure erasure) {
        KeyValueStore<String, InboxEntry> store = context().getStateStore(InboxTopology.STORE);
        if (Ids.valid(erasure.getRecipient())) {
            new InboxStore(store, retention).erase(erasure.getRecipient(), erasure.getAt());
            new ErasedReaders(store).erase(erasure.getRecipient(), erasure.getAt());
        }
    }
}
