package dev.fanfare.schemas;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/// Where a piece of work stands in a trace, as W3C Trace Context writes it (version 00).
///
/// What comes from outside and is none is no trace, and never an error.
///
/// @param tracestate what tracing systems add for themselves: at most 512 printable characters
public record TraceContext(String traceparent, @Nullable String tracestate) {

    private static final Pattern PARENT = Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
    private static final Pattern STATE = Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e]{0,510}[\\x21-\\x7e])?");

    /// Of what somebody else says.
    public static Optional<TraceContext> of(@Nullable String traceparent, @Nullable String tracestate) {
        if (traceparent == null || !PARENT.matcher(traceparent).matches()) {
            return Optional.empty();
        }
        boolean usable = tracestate != null && STATE.matcher(tracestate).matches();
        return Optional.of(new TraceContext(traceparent, usable ? tracestate : null));
    }

    /// Of a record.
    public static Optional<TraceContext> of(Headers headers) {
        return of(
                RecordHeaders.get(headers, RecordHeaders.TRACEPARENT).orElse(null),
                RecordHeaders.get(headers, RecordHeaders.TRACESTATE).orElse(null));
    }

    /// Of [#text].
    public static Optional<TraceContext> parse(@Nullable String text) {
        int space = text == null ? -1 : text.indexOf(' ');
        return text == null || space < 0 ? of(text, null) : of(text.substring(0, space), text.substring(space + 1));
    }

    /// In one line, for a field of ours: the trace parent and, where there is one, a space and the state.
    public String text() {
        return tracestate == null ? traceparent : traceparent + " " + tracestate;
    }

    /// By their names, which are the same in Kafka and in HTTP.
    public Map<String, String> headers() {
        return tracestate == null
                ? Map.of(RecordHeaders.TRACEPARENT, traceparent)
                : Map.of(RecordHeaders.TRACEPARENT, traceparent, RecordHeaders.TRACESTATE, tracestate);
    }

    /// Into a record's headers.
    public void put(Headers headers) {
        headers().forEach((name, value) -> RecordHeaders.put(headers, name, value));
    }
}
