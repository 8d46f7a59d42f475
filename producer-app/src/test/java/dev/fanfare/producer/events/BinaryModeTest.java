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

/// An event whose attributes are headers.
class BinaryModeTest {

    @RegisterExtension
    static final World WORLD = new World();

    @Test
    @DisplayName("S2-09 binary mode brings the same event")
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
}
