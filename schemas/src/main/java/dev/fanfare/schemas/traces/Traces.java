package dev.fanfare.schemas.traces;

import dev.fanfare.schemas.TraceContext;
import dev.fanfare.schemas.setup.TraceSettings;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The steps of events that are recorded, from the call that brings an event to the calls of providers.
///
/// Who goes on with a trace records it where the step before was recorded. Of the events that bring none, their keys
/// say
/// which are recorded, so that the front door and the fan-out say the same without telling each other.
public final class Traces implements AutoCloseable {

    /// Nothing is recorded, and whatever trace comes goes on as it came.
    public static final Traces OFF = new Traces(TraceSettings.OFF, null);

    private static final long FLUSH_SECONDS = 5;

    private final TraceSettings settings;
    private final @Nullable SdkTracerProvider provider;
    private final @Nullable Tracer tracer;

    private Traces(TraceSettings settings, @Nullable SdkTracerProvider provider) {
        this.settings = settings;
        this.provider = provider;
        this.tracer = provider == null ? null : provider.get("dev.fanfare");
    }

    /// @param service as the collector will know it
    /// @param instance its name among its equals; may be empty
    public static Traces of(TraceSettings settings, String service, String instance) {
        URI endpoint = settings.endpoint();
        return endpoint == null ? OFF : new Traces(settings, ExportSpans.to(endpoint, settings, service, instance));
    }

    /// What a step is to the one before.
    public enum Kind {
        /// It answers a call from outside.
        SERVER(SpanKind.SERVER),
        /// It writes, one of many, what a call from outside brought.
        PRODUCER(SpanKind.PRODUCER),
        /// It works off what stood in Kafka.
        CONSUMER(SpanKind.CONSUMER),
        /// It calls somebody outside.
        CLIENT(SpanKind.CLIENT);

        private final SpanKind kind;

        Kind(SpanKind kind) {
            this.kind = kind;
        }
    }

    /// How many of an event's recipients on a partition, and of its chunks, are shown.
    public int most() {
        return settings.most();
    }

    /// Whether nothing at all is recorded here.
    public boolean isOff() {
        return tracer == null;
    }

    /// Whether what follows from this is recorded here.
    public boolean records(@Nullable TraceContext parent) {
        return tracer != null && parent != null && parent.isRecorded();
    }

    /// Goes on with a trace.
    public TraceStep goOn(Kind kind, String name, @Nullable TraceContext parent) {
        Tracer records = tracer;
        if (records == null || parent == null || !parent.isRecorded()) {
            return TraceStep.unrecorded(parent);
        }
        return TraceStep.of(
                records.spanBuilder(name)
                        .setSpanKind(kind.kind)
                        .setParent(Context.root().with(Span.wrap(remote(parent))))
                        .startSpan(),
                parent.tracestate());
    }

    /// Goes on with an event's trace, or begins it where it brought none.
    ///
    /// @param event its key
    public TraceStep begin(Kind kind, String name, String event, @Nullable TraceContext parent) {
        Tracer records = tracer;
        if (records == null || parent != null) {
            return goOn(kind, name, parent);
        }
        String trace = TraceIds.of(event);
        if (TraceIds.rank(trace) >= settings.share()) {
            return TraceStep.unrecorded(null);
        }
        SpanBuilder first = records.spanBuilder(name).setSpanKind(kind.kind).setNoParent();
        return TraceStep.of(TraceIds.during(trace, first::startSpan), null);
    }

    private static SpanContext remote(TraceContext parent) {
        return SpanContext.createFromRemoteParent(
                parent.trace(), parent.span(), TraceFlags.getSampled(), TraceState.getDefault());
    }

    /// Sends what is left, for a few seconds at most.
    @Override
    public void close() {
        if (provider != null) {
            provider.shutdown().join(FLUSH_SECONDS, TimeUnit.SECONDS);
        }
    }
}
