package dev.fanfare.channels.delivery;

import dev.fanfare.schemas.Reason;
import java.time.Duration;

/// What follows where a provider or endpoint was not asked, or is not to be asked again.
final class NotAsked {

    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration AT_MOST_LATER = Duration.ofMinutes(1);
    private static final double JITTER = 0.1;

    private NotAsked() {}

    /// Its breaker is open: the delivery comes back when that may be over, and less and less often, but
    /// each minute where that may be.
    static NextStep later(Duration wait, String why, Attempt attempt) {
        Duration later = grown(attempt);
        Duration least = wait.compareTo(later) < 0 ? later : wait;
        String id = attempt.delivery().getId() + attempt.holds();
        return new NextStep.WaitFor(
                Spread.over(least, JITTER, id), Category.PROVIDER, "not asked, its breaker is open: " + why);
    }

    /// It asked whether its provider is well again, and had no answer in time: it comes back as the same attempt,
    /// less and less often, but each minute.
    static NextStep inVain(Attempt attempt) {
        String id = attempt.delivery().getId() + attempt.holds();
        return new NextStep.WaitFor(
                Spread.over(grown(attempt), JITTER, id),
                Category.TIMEOUT,
                "no answer in time while its provider was in trouble");
    }

    private static Duration grown(Attempt attempt) {
        Duration grown = Throttle.doubled(attempt.holds() - attempt.throttles());
        return grown.compareTo(AT_MOST_LATER) < 0 ? grown : AT_MOST_LATER;
    }

    /// Its endpoint is called as often as it may be.
    static NextStep inTurn(Duration wait) {
        return new NextStep.WaitFor(wait, Category.RATE_LIMIT, "not asked, its endpoint's rate is used up");
    }

    static NextStep disabled(String why) {
        return new NextStep.Bury(Reason.DISABLED, Category.ADDRESS, "the endpoint is disabled: " + why);
    }

    static NextStep noWay() {
        return new NextStep.Bury(Reason.REJECTED, Category.ADDRESS, "no provider of this channel has a way to it");
    }

    /// The next attempt goes to the next provider: there is nothing to wait for.
    static NextStep soon(NextStep step) {
        return step instanceof NextStep.RetryIn(var _, var category, var why)
                ? new NextStep.RetryIn(SOON, category, why)
                : step;
    }
}
