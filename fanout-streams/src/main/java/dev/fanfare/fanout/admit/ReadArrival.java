package dev.fanfare.fanout.admit;

import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.Sizes;
import dev.fanfare.schemas.TraceContext;
import dev.fanfare.schemas.cloudevents.CloudEvent;
import dev.fanfare.schemas.cloudevents.KafkaBinding;
import dev.fanfare.schemas.json.BadInput;
import dev.fanfare.schemas.serde.Codec;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/// Reads an event's record, by whichever way it came: in Avro, or as a CloudEvent in Kafka's protocol binding.
///
/// Behind it there is one way only: what waits or is handed on is the event in Avro.
final class ReadArrival {

    /// Avro may be longer than the JSON that it came from.
    private static final int MOST = Sizes.EVENT + 64 * 1024;

    private final Codec<Event> events;

    ReadArrival(Codec<Event> events) {
        this.events = events;
    }

    /// What a record held.
    sealed interface Read {
        /// @param bytes the event in Avro
        record Taken(Event event, byte[] bytes, @Nullable TraceContext trace) implements Read {}

        record Refused(Reason reason, String why) implements Read {}
    }

    Read read(Headers headers, byte @Nullable [] value) {
        if (value != null && value.length > MOST) {
            return new Read.Refused(Reason.TOO_LARGE, "an event may have " + Sizes.EVENT + " bytes");
        }
        try {
            return KafkaBinding.read(headers, value)
                    .map(event -> taken(event, headers))
                    .orElseGet(() -> avro(headers, value));
        } catch (BadInput bad) {
            return new Read.Refused(reason(bad), bad.getMessage());
        }
    }

    /// The last step of its way goes on; where the record names none, the event's own beginning.
    private Read taken(CloudEvent read, Headers headers) {
        return new Read.Taken(read.event(), events.encode(read.event()), trace(headers, read.trace()));
    }

    private Read avro(Headers headers, byte @Nullable [] value) {
        return switch (events.decode(value)) {
            case Decoded.Absent<Event>() -> new Read.Refused(Reason.UNREADABLE, "empty");
            case Decoded.Unreadable<Event>(var why) -> new Read.Refused(Reason.UNREADABLE, why);
            case Decoded.Readable<Event>(var event)
            when value == null || isNameless(event) ->
                new Read.Refused(Reason.UNREADABLE, "id, source and type must not be empty");
            case Decoded.Readable<Event>(var event) -> new Read.Taken(event, value, trace(headers, null));
        };
    }

    private static @Nullable TraceContext trace(Headers headers, @Nullable TraceContext own) {
        TraceContext last = TraceContext.of(headers).orElse(own);
        return last == null ? null : last.withoutFirstAttempt();
    }

    private static boolean isNameless(Event event) {
        return event.getId().isEmpty()
                || event.getSource().isEmpty()
                || event.getType().isEmpty();
    }

    private static Reason reason(BadInput bad) {
        return switch (bad.kind()) {
            case WRONG -> Reason.UNREADABLE;
            case UNFIT -> Reason.UNSUPPORTED;
            case TOO_LARGE -> Reason.TOO_LARGE;
        };
    }
}
