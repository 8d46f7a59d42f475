package dev.fanfare.schemas;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/// The headers of our records.
public final class RecordHeaders {

    /// The attempt that comes next, from 1; absent means 1.
    public static final String ATTEMPT = "fanfare-attempt";
    /// How many attempts its channel makes at most.
    public static final String MAX_ATTEMPTS = "fanfare-max-attempts";
    /// When a retry is due, in milliseconds since 1970.
    public static final String NOT_BEFORE = "fanfare-not-before";
    /// What the first attempt failed of.
    public static final String FIRST_FAILURE = "fanfare-first-failure";
    /// How often a delivery has waited as the same attempt: for the end of its event's pause, a throttle or an open
    /// breaker.
    public static final String HOLDS = "fanfare-holds";
    /// How many of those its provider's throttle was: only they end, after so many, what is throttled for ever.
    public static final String THROTTLES = "fanfare-throttles";
    /// On a retry topic: a dead letter that this replay sends again; its attempts start at 1.
    public static final String REPLAY = "fanfare-replay";
    /// On a retry topic: how far a replay's deliveries of one partition stay apart at least, in microseconds.
    public static final String SPACING = "fanfare-spacing";
    /// On a retry topic: send it to the address that the person has then.
    public static final String REFRESH = "fanfare-refresh";
    /// On a slices topic: the record is a command, of this kind.
    public static final String COMMAND = "fanfare-command";
    /// Why a record stands on `events.dlt`: [Reason] in its outside spelling, a colon and words.
    public static final String REASON = "fanfare-reason";
    /// The topic, partition and offset where a dead record stood: `topic-partition@offset`.
    public static final String ORIGIN = "fanfare-origin";
    /// How many bytes a value had that was cut on its way to `events.dlt`.
    public static final String LENGTH = "fanfare-length";
    /// W3C Trace Context.
    public static final String TRACEPARENT = "traceparent";
    /// W3C Trace Context.
    public static final String TRACESTATE = "tracestate";

    private static final int MOST_DIGITS = 18;

    private RecordHeaders() {}

    /// Sets one header, replacing an older one.
    public static void put(Headers headers, String name, String value) {
        headers.remove(name).add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    /// The last header of that name.
    public static Optional<String> get(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null
                ? Optional.empty()
                : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
    }

    /// A whole number from a header, or `fallback` where it is absent or no number.
    public static long number(Headers headers, String name, long fallback) {
        return get(headers, name)
                .filter(RecordHeaders::isNumber)
                .map(Long::parseLong)
                .orElse(fallback);
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty()
                && text.length() <= MOST_DIGITS
                && text.chars().allMatch(digit -> digit >= '0' && digit <= '9');
    }
}
