package dev.fanfare.producer.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.producer.fakes.Answer;
import dev.fanfare.producer.fakes.World;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.EventKey;
import dev.fanfare.schemas.Lane;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostOneEventTest {

    @RegisterExtension
    static final World WORLD = new World();

    private static final String EVENT = """
            {"specversion":"1.0","id":"%s","source":"/shop","type":"order.shipped","recipients":"ada, alan",
             "title":"On its way","priority":"%s","data":{"order": 12345.0, "emoji": "🎉"}}""";

    @Test
    @DisplayName("S0-07 one call with type, recipients and variables stands on the topic when it is answered")
    void an_accepted_event_stands_on_its_topic() {
        Answer answer = WORLD.front().event(EVENT.formatted("one-1", "normal"));

        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        String key = EventKey.of("/shop", "one-1");
        assertThat(answer.json().path("accepted").asInt()).isEqualTo(1);
        assertThat(answer.json().path("events").get(0).path("key").asString()).isEqualTo(key);
        assertThat(answer.json().path("events").get(0).path("duplicate").booleanValue())
                .isFalse();
        assertThat(answer.header("Location")).isEqualTo("/v1/events/" + key);

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
    }
}
