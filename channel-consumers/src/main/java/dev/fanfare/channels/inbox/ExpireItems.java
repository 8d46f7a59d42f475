package dev.fanfare.channels.inbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/// Ends items when they expire or are old enough. A punctuator makes a commit due whenever it runs, so it runs only
/// when an item ends.
final class ExpireItems {

    private static final Duration SOONEST = Duration.ofMillis(100);
    private static final Duration LATEST = Duration.ofHours(1);
    private static final int MOST_AT_ONCE = 1_000;

    private final ProcessorContext<?, ?> context;
    private final InboxStore inbox;
    private final InstantSource clock;
    private @Nullable Next next;

    private record Next(Instant at, Cancellable timer) {}

    ExpireItems(ProcessorContext<?, ?> context, InboxStore inbox, InstantSource clock) {
        this.context = context;
        this.inbox = inbox;
        this.clock = clock;
    }

    /// Looks for the item that ends first, of those that were there before.
    void begin() {
        inbox.nextEnd().ifPresent(this::by);
    }

    /// An item ends at this time.
    void by(Instant end) {
        if (next != null && !end.isBefore(next.at())) {
            return;
        }
        if (next != null) {
            next.timer().cancel();
        }
        Duration wait = Duration.between(clock.instant(), end);
        Duration bounded = wait.compareTo(SOONEST) < 0 ? SOONEST : wait.compareTo(LATEST) > 0 ? LATEST : wait;
        next = new Next(end, context.schedule(bounded, PunctuationType.WALL_CLOCK_TIME, _ -> run()));
    }

    private void run() {
        if (next != null) {
            next.timer().cancel();
            next = null;
        }
        inbox.expire(clock.instant(), MOST_AT_ONCE);
        Optional<Instant> following = inbox.nextEnd();
        following.ifPresent(this::by);
    }
}
