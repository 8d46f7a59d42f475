package dev.fanfare.fanout.admit;

import dev.fanfare.fanout.Outgoing;
import dev.fanfare.fanout.due.Overdue;
import dev.fanfare.fanout.due.WakeWhenDue;
import dev.fanfare.schemas.WaitingEvent;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/// Lets events go on whose time has come.
final class ReleaseWhenDue {

    private static final int AT_ONCE = 100;

    private final ScheduledEvents scheduled;
    private final InstantSource clock;
    private final Taker taker;
    private final WakeWhenDue timer;
    private final Overdue overdue;

    /// Takes what goes on.
    interface Taker {
        void take(String key, WaitingEvent event, Instant now);
    }

    /// @param overdue how many may go on of those that should have long ago
    ReleaseWhenDue(
            ScheduledEvents scheduled,
            InstantSource clock,
            Overdue overdue,
            ProcessorContext<String, Outgoing> context,
            Taker taker) {
        this.overdue = overdue;
        this.scheduled = scheduled;
        this.clock = clock;
        this.taker = taker;
        this.timer = new WakeWhenDue(context, clock, this::look);
    }

    /// One is to be looked at then.
    void by(Instant look) {
        timer.by(look);
    }

    void begin() {
        Instant now = clock.instant();
        Instant before = Overdue.before(now);
        scheduled.soonestSince(before).ifPresent(timer::by);
        if (scheduled.isOverdue(before)) {
            timer.by(overdue.next(now));
        }
    }

    void rest() {
        timer.rest();
    }

    private void look() {
        Instant now = clock.instant();
        Instant before = Overdue.before(now);
        scheduled.release(before, now, AT_ONCE, (key, event) -> taker.take(key, event, now));
        overdue.use(scheduled.releaseOverdue(
                before, Math.min(overdue.at(now), AT_ONCE), (key, event) -> taker.take(key, event, now)));
        begin();
    }
}
