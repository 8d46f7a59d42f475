package dev.fanfare.fanout.web;

import dev.fanfare.fanout.due.WaitingThings.Thing;
import dev.fanfare.fanout.retry.Retries;
import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.WaitingRetry;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One thing that waits, as the list shows it.
///
/// @param attempts calls of the provider so far
/// @param maxAttempts null where the channel did not say
/// @param nextAttemptAt as the delivery itself shows it; the same as `due`
/// @param error what the first attempt failed of
record ScheduledView(
        String id,
        String kind,
        Instant due,
        String event,
        String type,
        String recipient,
        String channel,
        String lane,
        int attempts,
        @Nullable Integer maxAttempts,
        Instant nextAttemptAt,
        @Nullable String error) {

    static ScheduledView of(Thing thing) {
        WaitingRetry retry = Retries.decode(thing.what());
        return new ScheduledView(
                thing.owner(),
                Names.of(ScheduledKind.RETRY),
                thing.due(),
                retry.getEvent(),
                retry.getType(),
                retry.getRecipient(),
                Names.of(retry.getChannel()),
                Names.of(retry.getLane()),
                retry.getAttempt() - 1,
                retry.getMaxAttempts() == 0 ? null : Integer.valueOf(retry.getMaxAttempts()),
                thing.due(),
                retry.getFirstFailure());
    }
}
