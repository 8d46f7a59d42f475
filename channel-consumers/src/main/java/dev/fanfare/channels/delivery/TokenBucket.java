package dev.fanfare.channels.delivery;

/// So many tokens a second, and what was not used of a tenth of a second: a pure account of time.
final class TokenBucket {

    private static final double NANOS = 1e9;
    private static final double KEPT_SECONDS = 0.1;

    private final double perNano;
    private final double most;
    private double tokens;
    private long at;

    /// @param perSecond more than 0
    /// @param now by a monotonic clock, in nanoseconds
    TokenBucket(double perSecond, long now) {
        this.perNano = perSecond / NANOS;
        this.most = Math.max(1, perSecond * KEPT_SECONDS);
        this.tokens = 1;
        this.at = now;
    }

    /// Takes one, if there is one.
    ///
    /// @return 0 where it was taken, else the nanoseconds until there is one
    long take(long now) {
        tokens = Math.min(most, tokens + Math.max(0, now - at) * perNano);
        at = Math.max(at, now);
        if (tokens >= 1) {
            tokens -= 1;
            return 0;
        }
        return Math.max(1, (long) Math.ceil((1 - tokens) / perNano));
    }
}
