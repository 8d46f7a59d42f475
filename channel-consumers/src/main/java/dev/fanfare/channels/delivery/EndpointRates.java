package dev.fanfare.channels.delivery;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Holds the calls of each endpoint to so many a second. Who has to wait waits beside the lane, each until a turn of
/// its
/// own, so that one endpoint's crowd takes no room from the others.
///
/// An endpoint belongs to one person as a rule, and so to one instance: nothing is agreed upon with the others.
final class EndpointRates {

    /// Who was called longest ago makes way, and begins anew.
    private static final int MOST = 20_000;

    private final int perSecond;
    private final LongSupplier nanos;
    private final Map<String, Line> lines = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Line> eldest) {
            return size() > MOST;
        }
    };

    /// @param perSecond 1 or more
    /// @param nanos a monotonic clock, in nanoseconds
    EndpointRates(int perSecond, LongSupplier nanos) {
        this.perSecond = perSecond;
        this.nanos = nanos;
    }

    private static final class Line {
        private final TokenBucket bucket;
        /// Until then turns are given away.
        private long end;

        Line(int perSecond, long now) {
            bucket = new TokenBucket(perSecond, now);
            end = now;
        }
    }

    /// @param cameBack whether it has waited before: it goes before those that have just come
    /// @return nothing where it may be called now, else how long until its turn
    synchronized Optional<Duration> wait(String endpoint, boolean cameBack) {
        long now = nanos.getAsLong();
        Line line = lines.computeIfAbsent(endpoint, _ -> new Line(perSecond, now));
        boolean free = cameBack || line.end - now <= 0;
        if (free && line.bucket.take(now) == 0) {
            return Optional.empty();
        }
        line.end = Math.max(line.end, now) + TimeUnit.SECONDS.toNanos(1) / perSecond;
        return Optional.of(Duration.ofNanos(line.end - now));
    }
}
