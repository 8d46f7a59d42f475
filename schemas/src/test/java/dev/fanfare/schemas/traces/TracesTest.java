package dev.fanfare.schemas.traces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.net.httpserver.HttpServer;
import dev.fanfare.schemas.EventKey;
import dev.fanfare.schemas.TraceContext;
import dev.fanfare.schemas.setup.TraceSettings;
import dev.fanfare.schemas.traces.Traces.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TracesTest {

    private static final TraceContext CAME =
            new TraceContext("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "a=b");
    private static final String EVENT = EventKey.of("/test", "1");

    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final Map<String, String> headers = new java.util.concurrent.ConcurrentHashMap<>();
    private HttpServer collector;

    @BeforeEach
    void collect() throws IOException {
        collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/traces", call -> {
            synchronized (sent) {
                call.getRequestBody().transferTo(sent);
            }
            headers.put("x-key", String.valueOf(call.getRequestHeaders().getFirst("x-key")));
            call.sendResponseHeaders(200, -1);
            call.close();
        });
        collector.start();
    }

    @AfterEach
    void stop() {
        collector.stop(0);
    }

    @Test
    void what_comes_in_a_trace_goes_on_in_it_behind_a_span_that_the_collector_gets() {
        TraceContext onward;
        try (Traces traces = traces(1)) {
            try (TraceStep step = traces.begin(Kind.SERVER, "POST /v1/events", EVENT, CAME)) {
                onward = Objects.requireNonNull(step.with("fanfare.event.key", EVENT)
                        .link("1234567890abcdef")
                        .context());
            }
        }
        assertThat(onward.trace()).isEqualTo(CAME.trace());
        assertThat(onward.span()).isNotEqualTo(CAME.span());
        assertThat(onward.tracestate()).isEqualTo("a=b");
        assertThat(onward.isRecorded()).isTrue();
        assertThat(told()).contains("POST /v1/events", EVENT, "fanfare-test", "one");
        assertThat(HexFormat.of().formatHex(sent.toByteArray()))
                .contains(onward.trace(), onward.span(), CAME.span(), "1234567890abcdef");
        assertThat(headers).containsEntry("x-key", "s3cret");
    }

    @Test
    void an_event_without_a_trace_begins_the_one_that_its_key_names() {
        try (Traces traces = traces(1);
                TraceStep here = traces.begin(Kind.SERVER, "here", EVENT, null);
                TraceStep there = traces.begin(Kind.CONSUMER, "there", EVENT, null)) {
            String trace = Objects.requireNonNull(here.context()).trace();
            assertThat(Objects.requireNonNull(there.context()).trace()).isEqualTo(trace);
            assertThat(TraceContext.of(here.context().traceparent(), null)).isEqualTo(Optional.of(here.context()));
        }
    }

    @Test
    void of_events_without_a_trace_the_share_that_is_asked_for_is_recorded() {
        try (Traces traces = traces(0.25)) {
            long recorded = IntStream.range(0, 4_000)
                    .filter(n -> isRecorded(traces, EventKey.of("/test", "e" + n)))
                    .count();
            assertThat(recorded).isCloseTo(1_000, within(120L));
        }
    }

    @Test
    void a_caller_who_does_not_record_is_followed_and_one_who_does_as_well() {
        try (Traces none = traces(0);
                Traces all = traces(1)) {
            assertThat(none.begin(Kind.SERVER, "x", EVENT, CAME).isRecorded()).isTrue();
            TraceStep silent = all.begin(Kind.SERVER, "x", EVENT, CAME.unrecorded());
            assertThat(silent.isRecorded()).isFalse();
            assertThat(silent.context()).isEqualTo(CAME.unrecorded());
        }
    }

    @Test
    void where_nothing_is_traced_all_goes_on_as_it_came() {
        assertThat(Traces.of(TraceSettings.OFF, "x", "")).isSameAs(Traces.OFF);
        try (TraceStep step = Traces.OFF.begin(Kind.SERVER, "x", EVENT, CAME)) {
            assertThat(step.context()).isSameAs(CAME);
        }
        assertThat(Traces.OFF.begin(Kind.SERVER, "x", EVENT, null).context()).isNull();
    }

    private boolean isRecorded(Traces traces, String event) {
        try (TraceStep step = traces.begin(Kind.SERVER, "x", event, null)) {
            return step.isRecorded();
        }
    }

    private String told() {
        return new String(sent.toByteArray(), StandardCharsets.ISO_8859_1);
    }

    private Traces traces(double share) {
        URI endpoint = URI.create("http://127.0.0.1:" + collector.getAddress().getPort() + "/v1/traces");
        return Traces.of(new TraceSettings(endpoint, share, null, Map.of("x-key", "s3cret")), "fanfare-test", "one");
    }
}
