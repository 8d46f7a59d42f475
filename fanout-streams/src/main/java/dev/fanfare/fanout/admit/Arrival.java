package dev.fanfare.fanout.admit;

import dev.fanfare.schemas.TraceContext;
import dev.fanfare.schemas.WaitingEvent;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An event's record as it came: the event in Avro, and where and when Kafka took it in.
record Arrival(
        byte[] bytes,
        String topic,
        int partition,
        long offset,
        Instant acceptedAt,
        @Nullable TraceContext trace) {

    @Nullable
    String traceText() {
        return trace == null ? null : trace.text();
    }

    /// As it waits in a store.
    ///
    /// @param until how long
    WaitingEvent waiting(Instant until) {
        return new WaitingEvent(ByteBuffer.wrap(bytes), topic, partition, offset, acceptedAt, traceText(), until, null);
    }

    static Arrival of(WaitingEvent waiting) {
        ByteBuffer event = waiting.getEvent().duplicate();
        byte[] bytes = new byte[event.remaining()];
        event.get(bytes);
        return new Arrival(
                bytes,
                waiting.getTopic(),
                waiting.getPartition(),
                waiting.getOffset(),
                waiting.getAcceptedAt(),
                TraceContext.parse(waiting.getTraceparent()).orElse(null));
    }
}
