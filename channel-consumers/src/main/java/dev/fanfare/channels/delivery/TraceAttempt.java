package dev.fanfare.channels.delivery;

import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.TraceContext;
import dev.fanfare.schemas.traces.TraceStep;
import dev.fanfare.schemas.traces.Traces;
import dev.fanfare.schemas.traces.Traces.Kind;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An attempt as a step of its event's trace. What follows the first one says which that was, so that retries and
/// replays are linked to it.
///
/// @param came the trace that it came with
record TraceAttempt(Traces traces, TraceStep step, @Nullable TraceContext came) implements AutoCloseable {

    static TraceAttempt unrecorded(@Nullable TraceContext came) {
        return new TraceAttempt(Traces.OFF, TraceStep.unrecorded(came), came);
    }

    static TraceAttempt begin(Traces traces, Attempt attempt) {
        TraceContext came = attempt.traced().came();
        if (!traces.records(came)) {
            return attempt.traced();
        }
        String channel = Names.of(attempt.delivery().getChannel());
        TraceStep step = traces.goOn(Kind.CONSUMER, "deliver " + channel, came)
                .with("messaging.system", "kafka")
                .with("messaging.operation.type", "process")
                .with("messaging.destination.name", attempt.input().topic())
                .with("fanfare.event.key", attempt.delivery().getEvent())
                .with("fanfare.delivery", attempt.delivery().getId())
                .with("fanfare.channel", channel)
                .with("fanfare.attempt", attempt.number())
                .with("fanfare.replay", attempt.delivery().getReplay());
        if (came != null) {
            came.firstAttempt().ifPresent(step::link);
        }
        return new TraceAttempt(traces, step, came);
    }

    /// A call of a provider within it.
    TraceCall call(String provider) {
        return new TraceCall(
                step.isRecorded()
                        ? traces.goOn(Kind.CLIENT, "call " + provider, step.context())
                                .with("fanfare.provider", provider)
                        : TraceStep.unrecorded(step.context()));
    }

    /// The trace of the records that take the attempt's place.
    Optional<TraceContext> onward() {
        TraceContext here = step.context();
        if (came == null || here == null || !step.isRecorded()) {
            return Optional.ofNullable(came);
        }
        return Optional.of(came.firstAttempt().isPresent() ? came : came.withFirstAttempt(here.span()));
    }

    void ended(NextStep next) {
        switch (next) {
            case NextStep.Finish _ -> step.with("fanfare.next", "delivered");
            case NextStep.RetryIn retry -> later("retry", retry.category());
            case NextStep.WaitFor wait -> later("wait", wait.category());
            case NextStep.Skip(var reason) ->
                step.with("fanfare.next", "skipped").with("fanfare.reason", Names.of(reason));
            case NextStep.Bury end -> {
                later("dead", end.category());
                step.with("fanfare.reason", Names.of(end.reason()));
            }
        }
    }

    private void later(String what, Category category) {
        step.with("fanfare.next", what).failed(Names.of(category));
    }

    @Override
    public void close() {
        step.close();
    }
}
