package dev.fanfare.fanout.expand;

import dev.fanfare.schemas.Slice;
import dev.fanfare.schemas.TraceContext;
import dev.fanfare.schemas.traces.TraceStep;
import dev.fanfare.schemas.traces.Traces;
import dev.fanfare.schemas.traces.Traces.Kind;
import org.jspecify.annotations.Nullable;

/// How much of a slice's expansion is recorded: its first chunks, and the deliveries of its first people. All others go
/// on in the same trace as steps that nobody records, so that a broadcast is a trace of bounded size.
///
/// The slice's own trace parent is set for whoever is told next; the one that it was admitted with is kept here.
final class TraceSlice {

    private final Traces traces;
    private final Slice slice;
    private final @Nullable TraceContext admitted;
    private final @Nullable String unrecorded;
    private long left;

    TraceSlice(Traces traces, Slice slice) {
        TraceContext trace = TraceContext.parse(slice.getTraceparent()).orElse(null);
        this.traces = traces;
        this.slice = slice;
        this.admitted = traces.records(trace) ? trace : null;
        this.unrecorded = admitted == null ? null : admitted.unrecorded().text();
    }

    /// The next chunk.
    ///
    /// @param met people of the slice that were met before
    /// @param chunk people of a chunk at most
    TraceStep chunk(long met, int chunk) {
        TraceContext before = admitted;
        if (before == null) {
            return TraceStep.unrecorded(null);
        }
        left = traces.most() - met;
        if (met / chunk >= traces.most()) {
            slice.setTraceparent(unrecorded);
            return TraceStep.unrecorded(before);
        }
        TraceStep step = traces.goOn(Kind.CONSUMER, "expand", before)
                .with("messaging.system", "kafka")
                .with("messaging.operation.type", "process")
                .with("fanfare.event.key", slice.getKey())
                .with("fanfare.recipients.before", met);
        TraceContext onward = step.context();
        slice.setTraceparent(onward == null ? null : onward.text());
        return step;
    }

    /// The next one of the people.
    void next() {
        if (admitted != null && left-- <= 0) {
            slice.setTraceparent(unrecorded);
        }
    }
}
