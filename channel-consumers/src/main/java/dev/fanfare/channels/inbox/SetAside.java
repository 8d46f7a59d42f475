package dev.fanfare.channels.inbox;

import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/// Sends bytes that cannot be used to where they are kept for a person to look at, as they came.
final class SetAside {

    private SetAside() {}

    static void run(ProcessorContext<byte[], byte[]> context, Record<byte[], byte[]> input, String why) {
        RecordHeaders.put(input.headers(), RecordHeaders.REASON, Names.of(Reason.UNREADABLE) + ": " + why);
        context.recordMetadata()
                .ifPresent(at -> RecordHeaders.put(
                        input.headers(), RecordHeaders.ORIGIN, at.topic() + "-" + at.partition() + "@" + at.offset()));
        context.forward(input.withTimestamp(context.currentSystemTimeMs()), InboxTopology.UNREADABLE);
    }
}
