package dev.fanfare.fanout;

import dev.fanfare.schemas.Bury;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.Topics;
import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.processor.api.Record;

/// A record on its way to `events.dlt`: the bytes as they came, and in headers the reason and where they stood.
public final class Unreadable {

    private Unreadable() {}

    /// What could not be read.
    public static Record<String, Outgoing> of(
            Topics topics, ProcessingContext context, Record<String, byte[]> record, String why) {
        return of(topics, context, record, Reason.UNREADABLE, why);
    }

    /// What could not be used for this reason.
    public static Record<String, Outgoing> of(
            Topics topics, ProcessingContext context, Record<String, byte[]> record, Reason reason, String why) {
        Headers headers = record.headers();
        String origin = context.recordMetadata()
                .map(at -> at.topic() + "-" + at.partition() + "@" + at.offset())
                .orElse("");
        Bury.explain(headers, reason, why, origin, record.value());
        Set<Integer> same = Set.of(context.taskId().partition());
        Outgoing outgoing = new Outgoing(topics.eventsDlt().name(), same, Bury.value(record.value()));
        return new Record<>(Bury.key(record.key()), outgoing, Math.max(0, record.timestamp()), headers);
    }
}
