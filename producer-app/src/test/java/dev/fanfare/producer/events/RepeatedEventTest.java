package dev.fanfare.producer.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.producer.fakes.Answer;
import dev.fanfare.producer.fakes.World;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.EventKey;
import dev.fanfare.schemas.Fingerprint;
import dev.fanfare.schemas.Lane;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/// A source and id that come again.
class RepeatedEventTest {

    @RegisterExtension
    static final World WORLD = new World();

    private static final String EVENT = """
            {"specversion":"1.0","id":"%s","source":"/shop","type":"order.shipped","recipients":"ada, alan",
             "title":"On its way","priority":"%s","data":{"order": 12345.0, "emoji": "🎉"}}""";

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
