package dev.fanfare.channels.inbox;

import dev.fanfare.schemas.InboxItem;
import dev.fanfare.schemas.Live;
import dev.fanfare.schemas.LiveKind;
import dev.fanfare.schemas.serde.Codec;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/// Writes each change of an inbox for those who have it open, in the transaction of the change.
@FunctionalInterface
interface TellStreams {

    void tell(String recipient, Live.Builder change);

    /// To the sink, from the step of this context.
    static TellStreams by(ProcessorContext<byte[], byte[]> context, Codec<Live> codec, InstantSource clock) {
        return (recipient, change) -> {
            byte[] key = recipient.getBytes(StandardCharsets.UTF_8);
            byte[] value = codec.encode(change.setAt(clock.instant()).build());
            context.forward(new Record<>(key, value, clock.millis()), InboxTopology.LIVE);
        };
    }

    static Live.Builder created(InboxItem item, int unread) {
        return change(LiveKind.CREATED, item.getId(), unread).setItem(item);
    }

    /// @param delivery empty where all are meant
    static Live.Builder change(LiveKind kind, String delivery, int unread) {
        return Live.newBuilder().setKind(kind).setDelivery(delivery).setUnread(unread);
    }
}
