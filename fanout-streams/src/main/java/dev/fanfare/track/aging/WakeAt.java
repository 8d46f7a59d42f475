package dev.fanfare.track.aging;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/// Runs a step when its time has come. A punctuator makes a commit due whenever it runs, so it runs only then.
public final class WakeAt {

    private static final Duration SOONEST = Duration.ofMillis(100);
    private static final Duration LATEST = Duration.ofHours(1);

    private final ProcessorContext<?, ?> context;
    private final InstantSource clock;
    private final Supplier<Optional<Instant>> step;
    private @Nullable Next next;

    private record Next(Instant at, Cancellable timer) {}

    /// @param step what to do; says when it wants to be called again
    public WakeAt(ProcessorContext<?, ?> context, InstantSource clock, Supplier<Optional<Instant>> step) {
        this.context = context;
        this.clock = clock;
        this.step = step;
    }

    /// Calls the step at this time, or earlier where that was asked for before.
    public void by(Instant time) {
        if (next != null && !time.isBefore(next.at())) {
            return;
        }
        cancel();
        Duration wait = Duration.between(clock.instant(), time);
        Duration bounded = wait.compareTo(SOONEST) < 0 ? SOONEST : wait.compareTo(LATEST) > 0 ? LATEST : wait;
        next = new Next(time, context.schedule(bounded, PunctuationType.WALL_CLOCK_TIME, _ -> run()));
    }

    public void cancel() {
        if (next != null) {
            next.timer().cancel();
            next = null;
        }
    }

    private void run() {
        cancel();
        step.get().ifPresent(this::by);
    }
}
