package dev.fanfare.standalone.system.traces;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/// Takes spans by OTLP over HTTP, and keeps them.
final class Collector implements AutoCloseable {

    private final List<Seen> spans = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    /// One span, as it was exported.
    record Seen(
            String service,
            String name,
            Span.SpanKind kind,
            String trace,
            String id,
            String parent,
            List<String> links,
            Map<String, String> says) {

        private static Seen of(ResourceSpans from, Span span) {
            return new Seen(
                    from.getResource().getAttributesList().stream()
                            .filter(one -> one.getKey().equals("service.name"))
                            .map(one -> one.getValue().getStringValue())
                            .findFirst()
                            .orElse(""),
                    span.getName(),
                    span.getKind(),
                    hex(span.getTraceId()),
                    hex(span.getSpanId()),
                    hex(span.getParentSpanId()),
                    span.getLinksList().stream()
                            .map(link -> hex(link.getTraceId()) + " " + hex(link.getSpanId()))
                            .toList(),
                    span.getAttributesList().stream()
                            .collect(Collectors.toMap(
                                    one -> one.getKey(),
                                    one -> one.getValue().hasIntValue()
                                            ? String.valueOf(one.getValue().getIntValue())
                                            : one.getValue().getStringValue())));
        }

        private static String hex(ByteString bytes) {
            return HexFormat.of().formatHex(bytes.toByteArray());
        }
    }

    Collector() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces";
    }

    List<Seen> spans() {
        return List.copyOf(spans);
    }

    private void take(HttpExchange call) throws IOException {
        ExportTraceServiceRequest request = ExportTraceServiceRequest.parseFrom(call.getRequestBody());
        for (ResourceSpans from : request.getResourceSpansList()) {
            from.getScopeSpansList().stream()
                    .flatMap(scope -> scope.getSpansList().stream())
                    .map(span -> Seen.of(from, span))
                    .forEach(spans::add);
        }
        call.sendResponseHeaders(200, -1);
        call.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
