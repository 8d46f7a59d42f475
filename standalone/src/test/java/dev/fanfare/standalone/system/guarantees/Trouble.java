package dev.fanfare.standalone.system.guarantees;

import dev.fanfare.standalone.sink.Received;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;

/// A time in which a call that a provider took may remain without an answer or without a commit, and is made again.
///
/// @param of whose calls
public record Trouble(Instant from, Instant until, Predicate<Received> of) {

    /// Commits are asked for every 100 ms; so much is allowed until one is answered.
    private static final Duration UNCOMMITTED = Duration.ofMillis(300);

    /// A broker that is busy answers commits later: 0.8 s were seen, in which calls that wait have not begun.
    private static final Duration UNCOMMITTED_WHEN_BUSY = Duration.ofMillis(1_500);

    /// A provider still ends what it took from the killed process; the next one needs longer to start.
    private static final Duration IN_FLIGHT = Duration.ofSeconds(3);

    /// In flight at the kill, or finished since the last commit that was surely answered.
    static Trouble ofKill(Instant kill) {
        return new Trouble(kill.minus(UNCOMMITTED), kill.plus(IN_FLIGHT), _ -> true);
    }

    /// Among much else: from the last commit that was surely answered before it until what was in flight at its end has
    /// ended.
    public static Trouble during(Instant begin, Instant end) {
        return during(begin, end, _ -> true);
    }

    /// Likewise of these calls alone.
    public static Trouble during(Instant begin, Instant end, Predicate<Received> of) {
        return new Trouble(begin.minus(UNCOMMITTED_WHEN_BUSY), end.plus(IN_FLIGHT), of);
    }

    boolean caught(Received call) {
        return call.at().isAfter(from) && call.at().isBefore(until) && of.test(call);
    }
}
