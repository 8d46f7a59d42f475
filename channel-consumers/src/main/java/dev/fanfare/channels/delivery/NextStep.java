package dev.fanfare.channels.delivery;

import dev.fanfare.schemas.Reason;
import java.time.Duration;

/// What follows from an answer.
sealed interface NextStep {

    /// It is delivered.
    record Finish(String receipt) implements NextStep {}

    /// It is tried again after `delay`.
    record RetryIn(Duration delay, Category category, String why) implements NextStep {}

    /// It waits without having used up an attempt, and is then tried as the same one.
    record WaitFor(Duration delay, Category category, String why) implements NextStep {}

    /// It is left out.
    record Skip(Reason reason) implements NextStep {}

    /// It is given up.
    record Bury(Reason reason, Category category, String why) implements NextStep {}

    /// @param number of this attempt, from 1
    /// @param throttles how often it was throttled so far as this same attempt
    static NextStep after(Answer answer, String deliveryId, int number, int throttles, RetryPolicy policy) {
        return switch (answer) {
            case Answer.Gone(var why) -> new Bury(Reason.REJECTED, Category.ADDRESS, why);
            case Answer.Deferred(var category, var why, var atLeast)
            when category == Category.RATE_LIMIT ->
                Throttle.delayAfter(throttles, atLeast, deliveryId)
                        .<NextStep>map(delay -> new WaitFor(delay, category, why))
                        .orElseGet(() -> new Bury(Reason.ATTEMPTS_USED_UP, category, "throttled too often: " + why));
            case Answer.Offline _ -> new Skip(Reason.OFFLINE);
            case Answer.Delivered(var receipt) -> new Finish(receipt);
            case Answer.Rejected(var category, var why) -> new Bury(Reason.REJECTED, category, why);
            case Answer.Deferred(var category, var why, var atLeast) ->
                policy.delayAfter(number, atLeast, deliveryId)
                        .<NextStep>map(delay -> new RetryIn(delay, category, why))
                        .orElseGet(() -> new Bury(Reason.ATTEMPTS_USED_UP, category, why));
        };
    }
}
