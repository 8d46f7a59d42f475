package dev.fanfare.standalone.system.guarantees;

import java.time.Duration;
import java.time.Instant;

/// A time in which a call that a provider took may remain without an answer or without a commit, and is made again.
public record Trouble(Instant from, Instant until) {

    /// Commits are asked for every 100 ms; so much is allowed until one is answered.
    private static final Duration UNCOMMITTED = Duration.ofMillis(300);

    /// A broker that is busy answers commits later: 0.8 s were seen, in which calls that wait have not begun.
    private static final Duration UNCOMMITTED_WHEN_BUSY = Duration.ofMillis(1_500);

    /// A provider still ends what it took from the killed process; the next one needs longer to start.
    private static final Duration IN_FLIGHT = Duration.ofSeconds(3);

    /// In flight at the kill, or finished since the last commit that was surely answered.
    static Trouble ofKill(Instant kill) {
        return new Trouble(kill.minus(UNCOMMITTED), kill.plus(IN_FLIGHT));
    }

    /// Among much else: from the last commit that was surely answered before it until what was in flight at its end has
    /// ended.
    public static Trouble during(Instant begin, Instant end) {
        return new Trouble(begin.minus(UNCOMMITTED_WHEN_BUSY), end.plus(IN_FLIGHT));
    }

    boolean caught(Instant call) {
        return call.isAfter(from) && call.isBefore(until);
    }
}
