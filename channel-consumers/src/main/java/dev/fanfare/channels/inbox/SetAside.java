package dev.fanfare.channels.inbox;

import dev.fanfare.schemas.Bury;
import dev.fanfare.schemas.Reason;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/// Sends bytes that cannot be used to where they are kept for a person to look at, as they came.
final class SetAside {

    private SetAside() {}

    static void run(ProcessorContext<byte[], byte[]> context, Record<byte[], byte[]> input, String why) {
        String origin = context.recordMetadata()
                .map(at -> at.topic() + "-" + at.partition() + "@" + at.offset())
                .orElse("");
        Bury.explain(input.headers(), Reason.UNREADABLE, why, origin, input.value());
        Record<byte[], byte[]> buried = new Record<>(
                Bury.key(input.key()), Bury.value(input.value()), context.currentSystemTimeMs(), input.headers());
        context.forward(buried, InboxTopology.UNREADABLE);
    }
}
