package dev.fanfare.fanout.admit;

import dev.fanfare.fanout.Outgoing;
import dev.fanfare.schemas.WaitingEvent;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/// Has the events looked at again that wait for their rule, for as long as there are any.
final class LookAgain {

    private static final Duration BETWEEN = Duration.ofMillis(50);

    private final WaitingForRule waiting;
    private final ProcessorContext<String, Outgoing> context;
    private final Taker taker;
    private @Nullable Cancellable punctuator;

    /// Takes what is looked at again.
    interface Taker {
        void take(String key, WaitingEvent waiting, Instant now);
    }

    LookAgain(WaitingForRule waiting, ProcessorContext<String, Outgoing> context, Taker taker) {
        this.waiting = waiting;
        this.context = context;
        this.taker = taker;
        if (!waiting.isEmpty()) {
            start();
        }
    }

    void start() {
        if (punctuator == null) {
            punctuator =
                    context.schedule(BETWEEN, PunctuationType.WALL_CLOCK_TIME, now -> look(Instant.ofEpochMilli(now)));
        }
    }

    void rest() {
        if (punctuator != null) {
            punctuator.cancel();
            punctuator = null;
        }
    }

    private void look(Instant now) {
        waiting.lookAgain(now, (key, event) -> taker.take(key, event, now));
        if (waiting.isEmpty()) {
            rest();
        }
    }
}
