package dev.fanfare.channels.breaker;

import org.jspecify.annotations.Nullable;

/// Whether too many calls fail: of the last that ended, and, of a provider, of those that began together. Not safe for
/// use by many threads.
final class TooMany {

    private final Failures failures;
    /// Null of an endpoint, whose calls are few at once.
    private final @Nullable Cohorts cohorts;
    private final double share;

    TooMany(BreakerSettings settings, boolean endpoint) {
        this.failures = new Failures(settings);
        this.cohorts = endpoint ? null : new Cohorts();
        this.share = settings.failures();
    }

    void begin(long now) {
        if (cohorts != null) {
            cohorts.begin(now);
        }
    }

    void well(long began) {
        failures.well();
        if (cohorts != null) {
            cohorts.well(began);
        }
    }

    /// @return whether they are too many now
    boolean failed(long began, long now) {
        boolean last = failures.failed();
        if (cohorts == null) {
            return last;
        }
        cohorts.failed(began);
        if (last && cohorts.failedShare(began, now) < share) {
            failures.forget();
            return false;
        }
        return last;
    }

    void forget() {
        failures.forget();
    }

    boolean isClean() {
        return failures.isClean();
    }
}
