package dev.fanfare.producer.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.fanfare.producer.spool.Outgoing;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.setup.TraceSettings;
import dev.fanfare.schemas.traces.Traces;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// When the first step of an event ends, as a collector sees it.
class TracedCallTest {

    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private HttpServer collector;

    @BeforeEach
    void collect() throws IOException {
        collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/", call -> {
            synchronized (sent) {
                call.getRequestBody().transferTo(sent);
            }
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
    void of_a_stream_it_ends_with_kafkas_word_and_not_before() {
        try (Traces traces = traces()) {
            TracedCall call = TracedCall.ofMany(traces);
            call.send(event("unanswered"));
            ofEvent(call.send(event("refused"))).then().onCompletion(null, new IOException("away"));
            ofEvent(call.send(event("written"))).then().onCompletion(null, null);
        }
        assertThat(told()).contains("written").doesNotContain("unanswered", "refused");
    }

    @Test
    void whatever_kafka_has_not_answered_ends_with_the_call() {
        try (Traces traces = traces();
                TracedCall call = TracedCall.ofMany(traces)) {
            call.send(event("spooled"));
            call.failed(new IOException());
        }
        assertThat(told()).contains("spooled", "IOException");
    }

    @Test
    void where_nothing_is_traced_the_event_goes_as_it_came() {
        Ready event = event("plain");
        try (TracedCall call = TracedCall.ofOne(Traces.OFF)) {
            assertThat(call.begin(event)).isSameAs(event);
            assertThat(call.send(event)).isEqualTo(event.outgoing());
        }
    }

    private static Outgoing.OfEvent ofEvent(Outgoing outgoing) {
        return (Outgoing.OfEvent) outgoing;
    }

    private static Ready event(String id) {
        Event event =
                Event.newBuilder().setId(id).setSource("/s").setType("of-" + id).build();
        return new Ready(new Incoming(event, null), "key of " + id, Lane.STANDARD);
    }

    private String told() {
        return new String(sent.toByteArray(), StandardCharsets.ISO_8859_1);
    }

    private Traces traces() {
        URI endpoint = URI.create("http://127.0.0.1:" + collector.getAddress().getPort() + "/v1/traces");
        return Traces.of(new TraceSettings(endpoint, 1.0, null, Map.of()), "test", "");
    }
}
