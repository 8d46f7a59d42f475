package dev.fanfare.producer.events;

import dev.fanfare.producer.spool.Outgoing;
import dev.fanfare.schemas.traces.TraceStep;
import dev.fanfare.schemas.traces.Traces;
import dev.fanfare.schemas.traces.Traces.Kind;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The first steps of the events that one call brings: they end when the events are written.
final class TracedCall implements AutoCloseable {

    private final Traces traces;
    private final Kind kind;
    private final Set<TraceStep> steps = ConcurrentHashMap.newKeySet();

    private TracedCall(Traces traces, Kind kind) {
        this.traces = traces;
        this.kind = kind;
    }

    static TracedCall ofOne(Traces traces) {
        return new TracedCall(traces, Kind.SERVER);
    }

    /// A call with many events is no step of one of them, but writing that event is.
    static TracedCall ofMany(Traces traces) {
        return new TracedCall(traces, Kind.PRODUCER);
    }

    /// The event, which goes on with this step; it ends with the call.
    Ready begin(Ready event) {
        return step(event).map(step -> event.behind(step.context())).orElse(event);
    }

    /// The event on its way, which goes on with this step; it ends as soon as Kafka has the event.
    Outgoing send(Ready event) {
        return step(event)
                .<Outgoing>map(step -> event.behind(step.context()).outgoing().heardBy((_, failed) -> {
                    if (failed == null && steps.remove(step)) {
                        step.close();
                    }
                }))
                .orElseGet(event::outgoing);
    }

    private Optional<TraceStep> step(Ready event) {
        if (traces.isOff()) {
            return Optional.empty();
        }
        TraceStep step = traces.begin(
                kind, "POST /v1/events", event.key(), event.incoming().trace());
        if (!step.isRecorded()) {
            return Optional.empty();
        }
        steps.add(step.with("http.request.method", "POST")
                .with("http.route", "/v1/events")
                .with("fanfare.event.key", event.key())
                .with("fanfare.event.type", event.event().getType()));
        return Optional.of(step);
    }

    /// None of those that are not written was accepted.
    void failed(Exception why) {
        steps.forEach(step -> step.failed(why.getClass().getSimpleName()));
    }

    @Override
    public void close() {
        steps.stream().filter(steps::remove).forEach(TraceStep::close);
    }
}
