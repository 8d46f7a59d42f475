package dev.fanfare.fanout;

import dev.fanfare.fanout.admit.ReferenceProgress;
import dev.fanfare.fanout.ahead.Paces;
import dev.fanfare.fanout.aside.Failures;
import dev.fanfare.fanout.expand.Backlog;
import java.time.Duration;
import java.time.InstantSource;

/// What the fan-out is given in tests that ask for nothing special: chunks of ten, and channels of which nothing is
/// seen.
public final class PlainParts {

    private PlainParts() {}

    public static FanoutParts with(InstantSource clock, Failures failures) {
        return new FanoutParts(
                new FanoutSettings(10, 1_000, 1, Duration.ofSeconds(60)),
                Long.MAX_VALUE,
                Duration.ofDays(30),
                clock,
                new ReferenceProgress(),
                new Backlog(),
                new Paces(clock),
                failures);
    }
}
