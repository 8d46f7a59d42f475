package dev.fanfare.channels.inbox;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.Outcome;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.TraceContext;
import dev.fanfare.schemas.traces.TraceStep;
import dev.fanfare.schemas.traces.Traces;
import org.apache.kafka.common.header.Headers;

/// A delivery's way into the inbox as a step of its event's trace; it has one attempt, and no provider to call.
record TraceKeeping(TraceStep step) implements AutoCloseable {

    static TraceKeeping begin(Traces traces, Delivery delivery, Headers headers) {
        TraceContext before = TraceContext.of(headers).orElse(null);
        return new TraceKeeping(traces.goOn(Traces.Kind.CONSUMER, "deliver in-app", before)
                .with("messaging.system", "kafka")
                .with("messaging.operation.type", "process")
                .with("fanfare.event.key", delivery.getEvent())
                .with("fanfare.delivery", delivery.getId())
                .with("fanfare.channel", Names.of(Channel.IN_APP))
                .with("fanfare.attempt", 1)
                .with("fanfare.replay", delivery.getReplay()));
    }

    void ended(Outcome outcome) {
        step.with("fanfare.next", next(outcome));
        Reason reason = outcome.getReason();
        if (reason != null) {
            step.with("fanfare.reason", Names.of(reason));
        }
    }

    /// In the words of the channels with a provider.
    private static String next(Outcome outcome) {
        return switch (outcome.getState()) {
            case DELIVERED -> "delivered";
            case QUEUED, HELD, DEFERRED -> "wait";
            case SKIPPED, EXPIRED, CANCELLED -> "skipped";
            case DEAD -> "dead";
        };
    }

    @Override
    public void close() {
        step.close();
    }
}
