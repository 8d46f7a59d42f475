package dev.fanfare.fanout.retry;

import dev.fanfare.schemas.RecordHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.header.Headers;

/// Keeps what a replay sends apart as it was sent: what piled up while nobody took it goes on hardly faster than the
/// rest, so that a replay holds its rate over a restart.
final class SpaceOut {

    private static final int MOST = 100;
    private static final long WIDEST_MICROS = 3_600_000_000L;

    private final Map<String, Instant> next = new LinkedHashMap<>();

    /// @param due when it would go if it were alone
    Instant from(Headers headers, Instant due, Instant now) {
        long micros = Math.min(RecordHeaders.number(headers, RecordHeaders.SPACING, 0), WIDEST_MICROS);
        String replay = RecordHeaders.get(headers, RecordHeaders.REPLAY).orElse("");
        if (micros == 0 || replay.isEmpty()) {
            return due;
        }
        Instant alone = due.isAfter(now) ? due : now;
        Instant earliest = next.getOrDefault(replay, alone);
        Instant spaced = earliest.isAfter(alone) ? earliest : alone;
        next.remove(replay);
        next.put(replay, spaced.plus(Duration.ofNanos(micros * 1_000)));
        if (next.size() > MOST) {
            next.remove(next.keySet().iterator().next());
        }
        return spaced;
    }
}
