package dev.fanfare.schemas.traces;

import dev.fanfare.schemas.setup.TraceSettings;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.time.Duration;

/// Sends spans to a collector, many at once and beside the work: where it is slow or away, spans are dropped and nobody
/// waits.
final class ExportSpans {

    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int LONGEST_VALUE = 200;

    private ExportSpans() {}

    static SdkTracerProvider to(URI endpoint, TraceSettings settings, String service, String instance) {
        OtlpHttpSpanExporterBuilder exporter =
                OtlpHttpSpanExporter.builder().setEndpoint(endpoint.toString()).setTimeout(PATIENCE);
        settings.headers().forEach(exporter::addHeader);
        return SdkTracerProvider.builder()
                .setSampler(Sampler.alwaysOn()) // who makes a span has decided
                .setIdGenerator(new TraceIds())
                .setSpanLimits(SpanLimits.builder()
                        .setMaxAttributeValueLength(LONGEST_VALUE)
                        .build())
                .setResource(resource(service, instance))
                .addSpanProcessor(BatchSpanProcessor.builder(exporter.build())
                        .setScheduleDelay(EVERY)
                        .build())
                .build();
    }

    private static Resource resource(String service, String instance) {
        var attributes = Attributes.builder().put("service.name", service).put("service.namespace", "fanfare");
        if (!instance.isEmpty()) {
            attributes.put("service.instance.id", instance);
        }
        return Resource.create(attributes.build());
    }
}
