package dev.fanfare.producer.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.producer.fakes.Answer;
import dev.fanfare.producer.fakes.Front;
import dev.fanfare.producer.fakes.World;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.EventKey;
import dev.fanfare.schemas.Lane;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/// One event in one call.
class PostOneEventTest {

    @RegisterExtension
    static final World WORLD = new World();

    private static final String EVENT = """
            {"specversion":"1.0","id":"%s","source":"/shop","type":"order.shipped","recipients":"ada, alan",
             "title":"On its way","priority":"%s","data":{"order": 12345.0, "emoji": "🎉"}}""";

    @Test
    @DisplayName(
            "S0-01 S0-07 S1-01 S1-02 S2-01 S2-11 S4-02 one call with type, recipients and variables stands on the topic when it is answered")
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

    private static void knows(String key, long fingerprint, long offset) {
        WORLD.streams().says("/internal/events/known", 200, """
                {"known":{"%s":{"fingerprint":"%d","topic":"fanfare.events.standard","partition":%d,"offset":%d}}}""".formatted(
                        key, fingerprint, World.TOPICS.partitioning().of(key), offset));
    }
}
