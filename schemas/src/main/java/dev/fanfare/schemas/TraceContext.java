package dev.fanfare.schemas;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/// Where a piece of work stands in a trace, as W3C Trace Context writes it (version 00).
///
/// What comes from outside and is none is no trace, and never an error.
///
/// @param tracestate what tracing systems add for themselves: at most 512 printable characters
public record TraceContext(String traceparent, @Nullable String tracestate) {

    private static final int TRACE_ID = 3;
    private static final int PARENT_ID = 36;
    private static final int FLAGS = 53;
    private static final int LENGTH = 55;
    private static final int MOST_STATE = 512;
    private static final String RECORDED = "01";
    private static final String NOT_RECORDED = "00";
    /// Of a trace's state, what is ours: the span of a delivery's first attempt.
    private static final String OURS = "fanfare=";
    private static final Pattern STATE = Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e]{0,510}[\\x21-\\x7e])?");

    /// Of what somebody else says.
    public static Optional<TraceContext> of(@Nullable String traceparent, @Nullable String tracestate) {
        if (traceparent == null || !isParent(traceparent)) {
            return Optional.empty();
        }
        boolean usable = tracestate != null && STATE.matcher(tracestate).matches();
        return Optional.of(new TraceContext(traceparent, usable ? tracestate : null));
    }

    /// By hand: each delivery is looked at, and a pattern takes ten times as long.
    private static boolean isParent(String text) {
        return text.length() == LENGTH
                && text.startsWith("00-")
                && isId(text, TRACE_ID, PARENT_ID - 1)
                && text.charAt(PARENT_ID - 1) == '-'
                && isId(text, PARENT_ID, FLAGS - 1)
                && text.charAt(FLAGS - 1) == '-'
                && isHex(text, FLAGS, LENGTH);
    }

    private static boolean isId(String text, int from, int to) {
        return isHex(text, from, to) && !text.substring(from, to).chars().allMatch(digit -> digit == '0');
    }

    private static boolean isHex(String text, int from, int to) {
        for (int n = from; n < to; n++) {
            char digit = text.charAt(n);
            if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'f')) {
                return false;
            }
        }
        return true;
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

    /// One step of a trace that is recorded.
    ///
    /// @param trace 32 digits
    /// @param span 16 digits
    public static TraceContext recorded(String trace, String span, @Nullable String tracestate) {
        return new TraceContext("00-" + trace + "-" + span + "-" + RECORDED, tracestate);
    }

    /// The trace's id, 32 digits.
    public String trace() {
        return traceparent.substring(TRACE_ID, PARENT_ID - 1);
    }

    /// The last step's span, 16 digits.
    public String span() {
        return traceparent.substring(PARENT_ID, FLAGS - 1);
    }

    /// Whether the steps before are recorded.
    public boolean isRecorded() {
        return (Character.digit(traceparent.charAt(LENGTH - 1), 16) & 1) == 1;
    }

    /// The same trace, of which what follows is not recorded.
    public TraceContext unrecorded() {
        return isRecorded() ? new TraceContext(traceparent.substring(0, FLAGS) + NOT_RECORDED, tracestate) : this;
    }

    /// The span of the delivery's first attempt, where it had one and this is a later one.
    public Optional<String> firstAttempt() {
        return tracestate == null
                ? Optional.empty()
                : Arrays.stream(tracestate.split(","))
                        .map(String::strip)
                        .filter(entry -> entry.length() == OURS.length() + 16
                                && entry.startsWith(OURS)
                                && isId(entry, OURS.length(), entry.length()))
                        .map(entry -> entry.substring(OURS.length()))
                        .findFirst();
    }

    /// The same step, without what only a step of ours may say: who brings an event has made no attempt.
    public TraceContext withoutFirstAttempt() {
        if (tracestate == null || !tracestate.contains(OURS)) {
            return this;
        }
        String others = Arrays.stream(tracestate.split(","))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty() && !entry.startsWith(OURS))
                .collect(Collectors.joining(","));
        return new TraceContext(traceparent, others.isEmpty() ? null : others);
    }

    /// The same step, with what later attempts are to know of the first. Where others have said too much, the oldest of
    /// them goes, as W3C has it.
    public TraceContext withFirstAttempt(String span) {
        String state = OURS + span;
        if (tracestate != null) {
            for (String entry : tracestate.split(",")) {
                String other = entry.strip();
                if (!other.isEmpty() && !other.startsWith(OURS) && state.length() + 1 + other.length() <= MOST_STATE) {
                    state += "," + other;
                }
            }
        }
        return new TraceContext(traceparent, state);
    }

    /// Into a record's headers.
    public void put(Headers headers) {
        headers().forEach((name, value) -> RecordHeaders.put(headers, name, value));
    }
}
