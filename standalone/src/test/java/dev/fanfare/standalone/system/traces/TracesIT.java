package dev.fanfare.standalone.system.traces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fanfare.schemas.EventKey;
import dev.fanfare.standalone.sink.Refusal;
import dev.fanfare.standalone.system.parts.FrontDoor;
import dev.fanfare.standalone.system.parts.PipelineProcess;
import dev.fanfare.standalone.system.parts.Sinks;
import dev.fanfare.standalone.system.traces.Collector.Seen;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// One event on two channels, told at once, tried again and replayed; one of a stream to an inbox, and one that nobody
/// is
/// told: as a collector sees them.
class TracesIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String CALLER = "00f067aa0ba902b7";
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String REFUSED = "5bf92f3577b34da6a3ce929d0e0e4736";
    private static final String STREAMED = "6bf92f3577b34da6a3ce929d0e0e4736";

    @TempDir
    private Path data;

    @Test
    @DisplayName(
            "one trace goes from the call to the providers' calls, and what is tried again or replayed is linked to the first attempt")
    void one_trace_goes_from_the_call_to_the_providers() {
        try (Sinks sinks = new Sinks(Duration.ZERO);
                Collector collector = new Collector()) {
            Map<String, String> settings = new HashMap<>(sinks.settings());
            settings.put("fanfare.traces.endpoint", collector.endpoint());
            settings.put("fanfare.traces.share", "0");
            settings.put("fanfare.email.retry.delays", "200ms");
            settings.put("fanfare.email.retry.attempts", "2");
            try (PipelineProcess fanfare = PipelineProcess.withItsOwnBroker("traces", data, settings)) {
                fanfare.start();
                try (FrontDoor door = fanfare.frontDoor()) {
                    prepare(door, sinks);
                    door.event(event("silent", ""));
                    String key =
                            door.event(event("told", trace(TRACE) + ",\"tracestate\":\"fanfare=1234567890abcdef\""));
                    otherShapes(door);
                    assertThat(door.statusOf(key, PATIENCE)
                                    .at("/channels/webhook/dead")
                                    .asInt())
                            .isOne();
                    replay(door, sinks, key);
                    await().atMost(PATIENCE)
                            .until(() -> called(collector, "webhook").size() == 2);
                }
            }
            List<Seen> spans = collector.spans();
            assertThat(spans).extracting(Seen::trace).containsOnly(TRACE, REFUSED, STREAMED);
            theChainIsUnbroken(of(spans, TRACE));
            whatComesAgainIsLinkedToTheFirst(of(spans, TRACE));
            whatIsToldToNobodySaysWhy(of(spans, REFUSED));
            oneOfAStreamGoesToTheInbox(of(spans, STREAMED));
            assertThat(spans.toString()).doesNotContain("example.org", "/ada", Sinks.SECRET, "A few words");
        }
    }

    private static void otherShapes(FrontDoor door) {
        door.put("/v1/rules/wide", """
                {"audiences": ["{{data.to}}"], "channels": ["in-app"], "template": "words"}""");
        String wide = event("wide", trace(REFUSED) + ",\"data\":{\"to\":\"everyone\"}");
        String refused = door.event(wide.replace(",\"recipients\":\"ada\"", ""));
        await().atMost(PATIENCE).until(() -> door.get("/v1/events/" + refused)
                .path("state")
                .asString()
                .equals("FAILED"));
        String streamed = event("silent", trace(STREAMED)).replace("\"id\":\"silent\"", "\"id\":\"streamed\"");
        door.post("/v1/events", "application/x-ndjson", streamed, 202);
        door.statusOf(EventKey.of("/traces", "streamed"), PATIENCE);
    }

    private static String trace(String trace) {
        return ",\"traceparent\":\"00-" + trace + "-" + CALLER + "-01\"";
    }

    private static List<Seen> of(List<Seen> spans, String trace) {
        return spans.stream().filter(span -> span.trace().equals(trace)).toList();
    }

    private static void whatIsToldToNobodySaysWhy(List<Seen> spans) {
        assertThat(spans).extracting(Seen::name).containsExactlyInAnyOrder("POST /v1/events", "admit");
        assertThat(one(spans, "admit").says()).containsEntry("fanfare.reason", "rejected");
    }

    private static void oneOfAStreamGoesToTheInbox(List<Seen> spans) {
        assertThat(one(spans, "POST /v1/events").kind()).isEqualTo(SpanKind.SPAN_KIND_PRODUCER);
        Seen kept = one(spans, "deliver in-app");
        assertThat(kept.parent()).isEqualTo(one(spans, "expand").id());
        assertThat(kept.says())
                .containsEntry("fanfare.next", "delivered")
                .containsEntry("fanfare.attempt", "1")
                .containsEntry("fanfare.replay", "0");
    }

    private static void prepare(FrontDoor door, Sinks sinks) {
        sinks.behaviour().refuse("ada@example.org", new Refusal(451, 1, Duration.ZERO));
        door.put("/v1/templates/words", "{\"en\": {\"subject\": \"Hello\", \"text\": \"A few words.\"}}");
        door.put("/v1/rules/told", "{\"channels\": [\"email\", \"webhook\"], \"template\": \"words\"}");
        door.put("/v1/rules/silent", "{\"channels\": [\"in-app\"], \"template\": \"words\"}");
        sinks.behaviour().refuse("/ada", 400);
        door.recipients(List.of("""
                {"id": "ada", "email": ["ada@example.org"], "webhook": [{"url": "%s", "secret": "%s"}]}""".formatted(sinks.hook("/ada"), Sinks.SECRET)));
    }

    private static String event(String type, String more) {
        return "{\"specversion\":\"1.0\",\"id\":\"%1$s\",\"source\":\"/traces\",\"type\":\"%1$s\",\"recipients\":\"ada\"%2$s}"
                .formatted(type, more);
    }

    private static void replay(FrontDoor door, Sinks sinks, String key) {
        sinks.allowAll();
        JsonNode letters = await().atMost(PATIENCE)
                .until(
                        () -> door.get("/v1/dead-letters?event=" + key),
                        found -> found.path("items").size() == 1);
        assertThat(letters.at("/items/0/channel").asString()).isEqualTo("webhook");
        door.post("/v1/replays", "application/json", """
                {"from": "dlt", "filter": {"event": "%s"}}""".formatted(key), 202);
        await().atMost(PATIENCE)
                .until(() -> door.get("/v1/events/" + key)
                                .at("/channels/webhook/delivered")
                                .asInt()
                        == 1);
    }

    private static void theChainIsUnbroken(List<Seen> spans) {
        Seen post = one(spans, "POST /v1/events");
        assertThat(post.parent()).isEqualTo(CALLER);
        assertThat(post.kind()).isEqualTo(SpanKind.SPAN_KIND_SERVER);
        assertThat(post.service()).isEqualTo("fanfare-front");
        Seen admit = one(spans, "admit");
        assertThat(admit.parent()).isEqualTo(post.id());
        assertThat(admit.service()).isEqualTo("fanfare-fanout");
        Seen expand = one(spans, "expand");
        assertThat(expand.parent()).isEqualTo(admit.id());
        List<Seen> attempts = spans.stream()
                .filter(span -> span.name().startsWith("deliver "))
                .toList();
        assertThat(attempts).hasSize(4).allSatisfy(attempt -> {
            assertThat(attempt.parent()).isEqualTo(expand.id());
            assertThat(attempt.kind()).isEqualTo(SpanKind.SPAN_KIND_CONSUMER);
            assertThat(attempt.service()).isEqualTo("fanfare-channels");
            assertThat(spans)
                    .filteredOn(call -> call.parent().equals(attempt.id()))
                    .singleElement()
                    .satisfies(call -> assertThat(call.kind()).isEqualTo(SpanKind.SPAN_KIND_CLIENT));
        });
    }

    private static void whatComesAgainIsLinkedToTheFirst(List<Seen> spans) {
        for (String channel : List.of("email", "webhook")) {
            List<Seen> attempts = spans.stream()
                    .filter(span -> span.name().equals("deliver " + channel))
                    .toList();
            Seen first = attempts.stream()
                    .filter(span -> span.links().isEmpty())
                    .findFirst()
                    .orElseThrow();
            assertThat(attempts)
                    .filteredOn(span -> span != first)
                    .singleElement()
                    .satisfies(again -> {
                        assertThat(again.links()).containsExactly(TRACE + " " + first.id());
                        assertThat(again.says()).containsEntry("fanfare.next", "delivered");
                        assertThat(again.says().get("fanfare.attempt")
                                        + again.says().get("fanfare.replay"))
                                .isEqualTo(channel.equals("email") ? "20" : "11");
                    });
        }
    }

    private static List<Seen> called(Collector collector, String provider) {
        return collector.spans().stream()
                .filter(span -> span.name().equals("call " + provider))
                .toList();
    }

    private static Seen one(List<Seen> spans, String name) {
        List<Seen> found =
                spans.stream().filter(span -> span.name().equals(name)).toList();
        assertThat(found).as("%s among %s", name, spans).hasSize(1);
        return found.getFirst();
    }
}
