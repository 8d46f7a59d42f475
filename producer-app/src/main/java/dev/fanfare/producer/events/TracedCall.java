package dev.fanfare.producer.events;

import dev.fanfare.schemas.traces.Step;
import dev.fanfare.schemas.traces.Traces;
import dev.fanfare.schemas.traces.Traces.Kind;
import java.util.ArrayList;
import java.util.List;

/// The first steps of the events that one call brings: they end when the events are written.
final class TracedCall implements AutoCloseable {

    private final Traces traces;
    private final Kind kind;
    private final List<Step> steps = new ArrayList<>();

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

    /// The event, which goes on with this step.
    Incoming begin(Incoming incoming) {
        String key = incoming.key();
        Step step = traces.begin(kind, "POST /v1/events", key, incoming.trace());
        if (!step.isRecorded()) {
            return incoming;
        }
        steps.add(step.with("http.request.method", "POST")
                .with("http.route", "/v1/events")
                .with("fanfare.event.key", key)
                .with("fanfare.event.type", incoming.event().getType()));
        return new Incoming(incoming.event(), step.context());
    }

    /// None of them was accepted.
    void failed(RuntimeException why) {
        steps.forEach(step -> step.failed(why.getClass().getSimpleName()));
    }

    @Override
    public void close() {
        steps.forEach(Step::close);
        steps.clear();
    }
}
