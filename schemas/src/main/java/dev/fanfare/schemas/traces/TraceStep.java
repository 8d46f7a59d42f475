package dev.fanfare.schemas.traces;

import dev.fanfare.schemas.TraceContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import org.jspecify.annotations.Nullable;

/// One step of an event's way, recorded or not; it ends when it is closed.
///
/// What is said of it never holds an address, a secret, or words that somebody is told.
public final class TraceStep implements AutoCloseable {

    private final @Nullable Span span;
    private final @Nullable TraceContext context;

    private TraceStep(@Nullable Span span, @Nullable TraceContext context) {
        this.span = span;
        this.context = context;
    }

    /// One that nobody records.
    ///
    /// @param parent what goes on behind it as it came
    public static TraceStep unrecorded(@Nullable TraceContext parent) {
        return new TraceStep(null, parent);
    }

    static TraceStep of(Span span, @Nullable String tracestate) {
        SpanContext made = span.getSpanContext();
        return new TraceStep(span, TraceContext.recorded(made.getTraceId(), made.getSpanId(), tracestate));
    }

    /// What goes on behind this step.
    public @Nullable TraceContext context() {
        return context;
    }

    public boolean isRecorded() {
        return span != null;
    }

    public TraceStep with(String name, String value) {
        if (span != null) {
            span.setAttribute(name, value);
        }
        return this;
    }

    public TraceStep with(String name, long value) {
        if (span != null) {
            span.setAttribute(name, value);
        }
        return this;
    }

    /// It follows from another span of its trace without being its part.
    public TraceStep link(String other) {
        if (span != null) {
            String trace = span.getSpanContext().getTraceId();
            span.addLink(
                    SpanContext.createFromRemoteParent(trace, other, TraceFlags.getSampled(), TraceState.getDefault()));
        }
        return this;
    }

    /// @param kind a word for the kind of failure, and no more
    public void failed(String kind) {
        if (span != null) {
            span.setAttribute("error.type", kind);
            span.setStatus(StatusCode.ERROR);
        }
    }

    @Override
    public void close() {
        if (span != null) {
            span.end();
        }
    }
}
