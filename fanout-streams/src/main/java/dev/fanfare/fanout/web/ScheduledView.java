package dev.fanfare.fanout.web;

import dev.fanfare.fanout.due.WaitingThings.Thing;
import dev.fanfare.fanout.retry.Retries;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.Priority;
import dev.fanfare.schemas.WaitingRetry;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One thing that waits, as the list shows it: a delivery, or an event.
///
/// @param id the delivery's, or the event's key
/// @param recipient of a delivery, as the next five
/// @param attempts calls of the provider so far
/// @param maxAttempts null where the channel did not say
/// @param nextAttemptAt as the delivery itself shows it; the same as `due`
/// @param error what the first attempt failed of
/// @param priority of an event, as far as it is known before its time
/// @param every of a series, which brings forth its next occurrence
/// @param series of an occurrence, the key of its series
record ScheduledView(
        String id,
        String kind,
        Instant due,
        String event,
        @Nullable String type,
        @Nullable String recipient,
        @Nullable String channel,
        @Nullable String lane,
        @Nullable Integer attempts,
        @Nullable Integer maxAttempts,
        @Nullable Instant nextAttemptAt,
        @Nullable String error,
        @Nullable String priority,
        @Nullable String every,
        @Nullable String series) {

    static ScheduledView of(Thing thing) {
        WaitingRetry retry = Retries.decode(thing.what());
        return new ScheduledView(
                thing.owner(),
                Names.of(retry.getKind()),
                thing.due(),
                retry.getEvent(),
                retry.getType(),
                retry.getRecipient(),
                Names.of(retry.getChannel()),
                Names.of(retry.getLane()),
                retry.getAttempt() - 1,
                retry.getMaxAttempts() == 0 ? null : Integer.valueOf(retry.getMaxAttempts()),
                thing.due(),
                retry.getFirstFailure(),
                null,
                null,
                null);
    }

    /// @param event null where it cannot be read any more
    static ScheduledView of(Thing thing, Priority priority, @Nullable Event event) {
        return new ScheduledView(
                thing.owner(),
                Names.of(ScheduledKind.SENDAT),
                thing.due(),
                thing.owner(),
                event == null ? null : event.getType(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                Names.of(priority),
                event == null ? null : event.getEvery(),
                event == null ? null : event.getSeries());
    }

    ScheduledKind why() {
        return Names.parse(ScheduledKind.class, kind).orElseThrow();
    }
}
