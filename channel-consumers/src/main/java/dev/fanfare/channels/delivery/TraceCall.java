package dev.fanfare.channels.delivery;

import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.TraceContext;
import dev.fanfare.schemas.traces.TraceStep;
import java.util.Optional;

/// One call of a provider as a step of its event's trace; a provider that takes part in the trace goes on behind it.
record TraceCall(TraceStep step) implements AutoCloseable {

    Optional<TraceContext> context() {
        return Optional.ofNullable(step.context());
    }

    /// What the provider said in words is left out: it may name the address.
    void answered(Answer answer) {
        switch (answer) {
            case Answer.Delivered _ -> step.with("fanfare.answer", "delivered");
            case Answer.Offline _ -> step.with("fanfare.answer", "offline");
            case Answer.Gone _ -> failed("gone", Category.ADDRESS);
            case Answer.Rejected rejected -> failed("rejected", rejected.category());
            case Answer.Deferred deferred -> failed("deferred", deferred.category());
        }
    }

    private void failed(String answer, Category category) {
        step.with("fanfare.answer", answer).failed(Names.of(category));
    }

    @Override
    public void close() {
        step.close();
    }
}
