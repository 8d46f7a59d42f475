package dev.fanfare.channels.share;

import java.time.Duration;

/// How much an instance could use of a rate: all of it while anything waits, else a little more than it used in the
/// last second or so; and nothing at once where much waited and is gone, as when partitions change hands.
final class Demand {

    private static final double OVER = Duration.ofSeconds(1).toNanos();
    private static final long SUDDEN = Duration.ofMillis(75).toNanos();
    private static final double MORE = 1.25;
    private static final double NONE = 0.001;

    private final double whole;
    private double perSecond;
    private long taken;
    private long at;
    private long waitsSince;
    private long waitedAt;

    Demand(double whole, long now) {
        this.whole = whole;
        this.at = now;
        this.waitsSince = now;
        this.waitedAt = now;
    }

    /// @param waiting for their turn now
    /// @param taken turns, in all
    double of(int waiting, long taken, long now) {
        double part = Math.min(1, (now - at) / OVER);
        if (part > 0) {
            double lately = (taken - this.taken) * (OVER / (now - at));
            perSecond += (lately - perSecond) * part;
            this.taken = taken;
            at = now;
        }
        if (waiting > 0) {
            waitedAt = now;
            return whole;
        }
        if (now - waitedAt > SUDDEN) {
            if (waitedAt - waitsSince > OVER) {
                perSecond = 0;
            }
            waitsSince = now;
            waitedAt = now;
        }
        return perSecond < NONE * whole ? 0 : Math.min(whole, perSecond * MORE);
    }
}
