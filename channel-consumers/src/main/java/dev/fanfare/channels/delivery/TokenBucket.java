package dev.fanfare.channels.delivery;

/// So many tokens a second, and what was not used of the last 80 ms, so that no second has a tenth more than its rate:
/// a pure account of time.
final class TokenBucket {

    private static final double NANOS = 1e9;
    private static final long NEVER = Long.MAX_VALUE;
    private static final double KEPT_SECONDS = 0.08;

    private double perNano;
    private double most;
    private double tokens;
    private long at;

    /// @param perSecond 0 for none
    /// @param now by a monotonic clock, in nanoseconds
    TokenBucket(double perSecond, long now) {
        this.at = now;
        rate(perSecond, now);
        tokens = most > 0 ? 1 : 0;
    }

    /// So many a second from now on; what has come so far stays, as far as it may be kept.
    void rate(double perSecond, long now) {
        refill(now);
        perNano = perSecond / NANOS;
        most = perSecond > 0 ? Math.max(1, perSecond * KEPT_SECONDS) : 0;
        tokens = Math.min(tokens, most);
    }

    /// Takes one, if there is one.
    ///
    /// @return 0 where it was taken, else the nanoseconds until there is one
    long take(long now) {
        refill(now);
        if (tokens >= 1) {
            tokens -= 1;
            return 0;
        }
        return perNano > 0 ? Math.max(1, (long) Math.ceil((1 - tokens) / perNano)) : NEVER;
    }

    private void refill(long now) {
        tokens = Math.min(most, tokens + Math.max(0, now - at) * perNano);
        at = Math.max(at, now);
    }
}
