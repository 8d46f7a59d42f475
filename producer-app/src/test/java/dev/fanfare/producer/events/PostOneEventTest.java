package dev.fanfare.producer.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.producer.fakes.Answer;
import dev.fanfare.producer.fakes.Front;
import dev.fanfare.producer.fakes.World;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.EventKey;
import dev.fanfare.schemas.Fingerprint;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.RecordHeaders;
import dev.fanfare.schemas.TraceContext;
import java.net.http.HttpRequest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

class PostOneEventTest {

    @RegisterExtension
    static final World WORLD = new World();

    private static final String EVENT = """
            {"specversion":"1.0","id":"%s","source":"/shop","type":"order.shipped","recipients":"ada, alan",
             "title":"On its way","priority":"%s","data":{"order": 12345.0, "emoji": "🎉"}}""";
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @Test
    @DisplayName("S0-07 S2-11 one call with type, recipients and variables stands on the topic when it is answered")
    void an_accepted_event_stands_on_its_topic() {
        Answer answer = WORLD.front().event(EVENT.formatted("one-1", "normal"));

        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        String key = EventKey.of("/shop", "one-1");
        assertThat(answer.header("Location")).isEqualTo("/v1/events/" + key);
        assertThat(answer.json().path("accepted").asInt()).isEqualTo(1);
        assertThat(answer.json().path("rejected").isEmpty()).isTrue();
        JsonNode event = answer.json().path("events").get(0);
        assertThat(event.path("id").asString()).isEqualTo("one-1");
        assertThat(event.path("key").asString()).isEqualTo(key);
        assertThat(event.path("status").asString()).isEqualTo("/v1/events/" + key);
        assertThat(event.path("spooled").booleanValue()).isFalse();
        assertThat(event.has("duplicate")).isTrue();

        var written = WORLD.written().last(World.TOPICS.events(Lane.STANDARD), Event.class, key);
        assertThat(written).isNotNull();
        assertThat(written.value().getRecipients()).containsExactly("ada", "alan");
        assertThat(written.value().getData()).isEqualTo("{\"order\":12345.0,\"emoji\":\"🎉\"}");
        assertThat(written.raw().partition())
                .isEqualTo(World.TOPICS.partitioning().of(key));
    }

    @Test
    void an_urgent_event_takes_the_express_topic() {
        WORLD.front().event(EVENT.formatted("one-2", "urgent"));

        String key = EventKey.of("/shop", "one-2");
        assertThat(WORLD.written().last(World.TOPICS.events(Lane.EXPRESS), Event.class, key))
                .isNotNull();
        assertThat(WORLD.written().last(World.TOPICS.events(Lane.STANDARD), Event.class, key))
                .isNull();
    }

    @Test
    @DisplayName("S1-42 the correlation id comes from X-Request-ID, the trace from traceparent")
    void what_the_call_says_goes_with_the_event() {
        Answer answer = WORLD.front()
                .send(WORLD.front()
                        .call("/v1/events")
                        .header("Content-Type", Front.EVENT)
                        .header("X-Request-ID", "request-7")
                        .header("traceparent", TRACE)
                        .POST(Front.text(EVENT.formatted("one-3", "normal"))));

        assertThat(answer.status()).isEqualTo(202);
        var written =
                WORLD.written().last(World.TOPICS.events(Lane.STANDARD), Event.class, EventKey.of("/shop", "one-3"));
        assertThat(written).isNotNull();
        assertThat(written.value().getCorrelationId()).isEqualTo("request-7");
        assertThat(RecordHeaders.get(written.raw().headers(), RecordHeaders.TRACEPARENT))
                .contains(TRACE);
    }

    @Test
    @DisplayName("S1-42 the call's own trace goes on before the event's origin, and a bad one is none")
    void the_last_step_of_a_trace_goes_on() {
        String origin = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        String named = EVENT.replaceFirst("\\{", "{\"traceparent\":\"" + origin + "\",\"tracestate\":\"o=1\",");

        assertThat(traceOf("trace-1", named, "traceparent", TRACE, "tracestate", "a=b", "tracestate", "c=d"))
                .isEqualTo(TRACE + " a=b,c=d");
        assertThat(traceOf("trace-2", named)).isEqualTo(origin + " o=1");
        assertThat(traceOf("trace-3", named, "traceparent", "00-bad")).isEqualTo(origin + " o=1");
        assertThat(traceOf("trace-4", named, "traceparent", TRACE, "traceparent", TRACE))
                .isEqualTo(origin + " o=1");
        assertThat(traceOf("trace-5", named.replace(origin, "00-bad"))).isEmpty();
        assertThat(traceOf("trace-6", EVENT, "traceparent", TRACE)).isEqualTo(TRACE);
    }

    @Test
    @DisplayName("S1-42 in a batch each event's own trace goes on before the call's")
    void a_call_with_many_events_is_no_step_of_one_of_them() {
        String origin = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        String named = EVENT.formatted("trace-7", "normal").replaceFirst("\\{", "{\"traceparent\":\"" + origin + "\",");
        Answer answer = WORLD.front()
                .send(WORLD.front()
                        .call("/v1/events")
                        .header("Content-Type", Front.BATCH)
                        .header("traceparent", TRACE)
                        .POST(Front.text("[" + named + "," + EVENT.formatted("trace-8", "normal") + "]")));

        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        assertThat(writtenTrace("trace-7")).isEqualTo(origin);
        assertThat(writtenTrace("trace-8")).isEqualTo(TRACE);
    }

    private static String traceOf(String id, String event, String... headers) {
        HttpRequest.Builder call = WORLD.front().call("/v1/events").header("Content-Type", Front.EVENT);
        for (int n = 0; n < headers.length; n += 2) {
            call.header(headers[n], headers[n + 1]);
        }
        Answer answer = WORLD.front().send(call.POST(Front.text(event.formatted(id, "normal"))));
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        return writtenTrace(id);
    }

    private static String writtenTrace(String id) {
        var written = WORLD.written().last(World.TOPICS.events(Lane.STANDARD), Event.class, EventKey.of("/shop", id));
        return TraceContext.of(written.raw().headers()).map(TraceContext::text).orElse("");
    }

    @Test
    @DisplayName("S2-37 a repeat has the same key and says so")
    void a_repeat_is_a_duplicate() {
        String json = EVENT.formatted("one-4", "normal");
        String key = EventKey.of("/shop", "one-4");
        WORLD.front().event(json);
        Event first = WORLD.written()
                .last(World.TOPICS.events(Lane.STANDARD), Event.class, key)
                .value();
        knows(key, Fingerprint.of(first), 0);

        Awaitility.await().untilAsserted(() -> {
            JsonNode event = WORLD.front().event(json).json().path("events").get(0);
            assertThat(event.path("duplicate").asBoolean(false)).isTrue();
            assertThat(event.path("key").asString()).isEqualTo(key);
        });
    }

    @Test
    void a_repeat_right_behind_its_first_is_a_duplicate_though_nobody_has_admitted_it_yet() {
        String json = EVENT.formatted("one-13", "normal");
        WORLD.front().event(json);

        JsonNode repeat = WORLD.front().event(json).json().path("events").get(0);
        assertThat(repeat.path("duplicate").asBoolean(false)).isTrue();
        assertThat(WORLD.front().event(json.replace("On its way", "Lost")).status())
                .isEqualTo(409);
    }

    @Test
    void a_repeat_with_other_content_is_a_conflict() {
        knows(EventKey.of("/shop", "one-5"), 1, 0);

        Awaitility.await().untilAsserted(() -> {
            Answer answer = WORLD.front().event(EVENT.formatted("one-5", "normal"));
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.field()).isEqualTo("id");
        });
    }

    @Test
    void an_event_that_was_admitted_meanwhile_is_no_duplicate_of_itself() {
        String key = EventKey.of("/shop", "one-6");
        knows(key, 1, nextOffset(key));

        JsonNode event = WORLD.front()
                .event(EVENT.formatted("one-6", "low"))
                .json()
                .path("events")
                .get(0);

        assertThat(event.path("duplicate").asBoolean(false)).isFalse();
    }

    @Test
    void where_nobody_says_in_time_whether_it_is_a_repeat_it_is_null() {
        WORLD.streams().says("/internal/events/known", 503, "{}");

        JsonNode event = WORLD.front()
                .event(EVENT.formatted("one-7", "normal"))
                .json()
                .path("events")
                .get(0);

        assertThat(event.path("duplicate").isNull()).isTrue();
    }

    @Test
    void an_invalid_event_alone_is_400_and_names_the_field() {
        Answer answer = WORLD.front().event(EVENT.formatted("one-8", "soon"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.field()).isEqualTo("priority");
        assertThat(answer.json().path("status").asInt()).isEqualTo(400);
    }

    @Test
    void an_event_without_rule_or_words_alone_is_422() {
        Answer answer = WORLD.front().event("""
                        {"specversion":"1.0","id":"1","source":"/s","type":"nobody.knows"}""");

        assertThat(answer.status()).isEqualTo(422);
    }

    @Test
    void what_is_no_json_is_400_with_its_place() {
        assertThat(WORLD.front()
                        .event("{\"specversion\":\"1.0\",\n oops")
                        .json()
                        .path("detail")
                        .asString())
                .contains("line 2");
        assertThat(WORLD.front().event("{\"id\":\"1\",\"id\":\"2\"}").status()).isEqualTo(400);
        assertThat(WORLD.front().event("[".repeat(100_000)).status()).isEqualTo(400);
        assertThat(WORLD.front().event("[" + "9".repeat(10_000) + "]").status()).isEqualTo(400);
        assertThat(WORLD.front().event("{\"data\":1e999999999}").status()).isEqualTo(400);
        assertThat(WORLD.front().event("\"text\"").status()).isEqualTo(400);
        assertThat(WORLD.front().event("").status()).isEqualTo(400);
    }

    @Test
    void an_event_has_at_most_256_kib() {
        String body = "x".repeat(256 * 1024);
        Answer answer = WORLD.front().event(EVENT.formatted("one-9", "normal").replace("🎉", body));

        assertThat(answer.status()).isEqualTo(413);
    }

    @Test
    void features_of_later_versions_are_refused_by_name() {
        Answer answer = WORLD.front().post("/v1/events?dryRun=true", Front.EVENT, EVENT.formatted("one-10", "normal"));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.field()).isEqualTo("dryRun");
        assertThat(WORLD.written()
                        .last(World.TOPICS.events(Lane.STANDARD), Event.class, EventKey.of("/shop", "one-10")))
                .isNull();
    }

    @Test
    void binary_mode_brings_the_same_event() {
        Answer answer = WORLD.front()
                .send(WORLD.front()
                        .call("/v1/events?reply=none")
                        .header("Content-Type", "application/json")
                        .header("ce-specversion", "1.0")
                        .header("ce-id", "one-11")
                        .header("ce-source", "/shop")
                        .header("ce-type", "order.shipped")
                        .header("ce-recipients", "ada,alan")
                        .header("ce-title", "100%25 %E2%82%AC+1")
                        .header("ce-autodismiss", "true")
                        .POST(Front.text("{\"order\":1}")));

        String key = EventKey.of("/shop", "one-11");
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.header("Location")).isEqualTo("/v1/events/" + key);
        Event event = WORLD.written()
                .last(World.TOPICS.events(Lane.STANDARD), Event.class, key)
                .value();
        assertThat(event.getTitle()).isEqualTo("100% €+1");
        assertThat(event.getRecipients()).containsExactly("ada", "alan");
        assertThat(event.getAutoDismiss()).isTrue();
        assertThat(event.getData()).isEqualTo("{\"order\":1}");
    }

    @Test
    void json_without_event_headers_is_refused() {
        Answer answer = WORLD.front().post("/v1/events", Front.JSON, "{\"order\":1}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.field()).isEqualTo("specversion");
    }

    @Test
    void a_caller_may_want_no_body() {
        Answer answer = WORLD.front()
                .send(WORLD.front()
                        .call("/v1/events")
                        .header("Content-Type", Front.EVENT)
                        .header("Prefer", "return=minimal")
                        .POST(Front.text(EVENT.formatted("one-12", "normal"))));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body()).isEmpty();
    }

    private static long nextOffset(String key) {
        return WORLD.written().on(World.TOPICS.events(Lane.STANDARD), Event.class).stream()
                .filter(entry ->
                        entry.raw().partition() == World.TOPICS.partitioning().of(key))
                .mapToLong(entry -> entry.raw().offset() + 1)
                .max()
                .orElse(0);
    }

    private static void knows(String key, long fingerprint, long offset) {
        WORLD.streams().says("/internal/events/known", 200, """
                {"known":{"%s":{"fingerprint":"%d","topic":"fanfare.events.standard","partition":%d,"offset":%d}}}""".formatted(
                        key, fingerprint, World.TOPICS.partitioning().of(key), offset));
    }
}
