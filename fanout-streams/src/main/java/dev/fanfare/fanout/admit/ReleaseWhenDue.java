package dev.fanfare.fanout.admit;

import dev.fanfare.fanout.Outgoing;
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

    /// Takes what goes on.
    interface Taker {
        void take(String key, WaitingEvent event, Instant now);
    }

    ReleaseWhenDue(
            ScheduledEvents scheduled, InstantSource clock, ProcessorContext<String, Outgoing> context, Taker taker) {
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
        scheduled.soonest().ifPresent(timer::by);
    }

    void rest() {
        timer.rest();
    }

    private void look() {
        Instant now = clock.instant();
        scheduled.release(now, AT_ONCE, (key, event) -> taker.take(key, event, now));
        begin();
    }
}
