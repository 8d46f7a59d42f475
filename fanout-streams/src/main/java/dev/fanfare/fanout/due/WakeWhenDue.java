package dev.fanfare.fanout.due;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/// A task's timer: set for what is due next, it runs once, since every run makes a commit due, and things may wait for
/// months.
///
/// It looks once a minute at least: Kafka keeps a schedule that was cancelled in memory until its time has come.
public final class WakeWhenDue {

    private static final Duration LEAST = Duration.ofMillis(10);
    private static final Duration MOST = Duration.ofMinutes(1);

    private final ProcessorContext<?, ?> context;
    private final InstantSource clock;
    private final Runnable look;
    private @Nullable Timer timer;

    private record Timer(Instant at, Cancellable punctuator) {}

    public WakeWhenDue(ProcessorContext<?, ?> context, InstantSource clock, Runnable look) {
        this.context = context;
        this.clock = clock;
        this.look = look;
    }

    /// Has a look at `due`, unless there will be one before; 10 ms from now at the earliest, and in a minute at the
    /// latest. A look that finds nothing due asks again.
    public void by(Instant due) {
        if (timer != null && !timer.at().isAfter(due)) {
            return;
        }
        rest();
        Instant now = clock.instant();
        Duration wait = Duration.between(now, due);
        Duration interval = wait.compareTo(LEAST) < 0 ? LEAST : wait.compareTo(MOST) > 0 ? MOST : wait;
        Instant at = interval.equals(MOST) ? now.plus(MOST) : due;
        timer = new Timer(at, context.schedule(interval, PunctuationType.WALL_CLOCK_TIME, _ -> run()));
    }

    /// No look any more.
    public void rest() {
        if (timer != null) {
            timer.punctuator().cancel();
            timer = null;
        }
    }

    private void run() {
        rest();
        look.run();
    }
}
