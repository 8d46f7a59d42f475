package dev.fanfare.producer.trail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.producer.fakes.Answer;
import dev.fanfare.producer.fakes.World;
import dev.fanfare.schemas.EventKey;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/// The trail of one person, made of what two owners say.
class TrailCallsTest {

    @RegisterExtension
    static final World WORLD = new World();

    private static final String KEY = EventKey.of("/shop", "1");
    private static final String PATH = "/v1/events/" + KEY + "/recipients/";

    @Test
    void the_events_steps_stand_before_the_persons() {
        WORLD.streams().says("/v1/events/" + KEY, 200, """
                {"key": "%s", "state": "DONE", "acceptedAt": "2026-03-01T08:00:00Z", "admittedAt": "2026-03-01T08:00:01Z",
                 "rule": {"type": "order.shipped", "version": 3}, "template": {"name": "order", "version": 2},
                 "expansion": {"done": true}}""".formatted(KEY));
        WORLD.streams().says("/internal/recipients/ada/trail", 200, """
                {"deliveries": [{"id": "d"}], "brief": [], "trail": [
                 {"at": "2026-03-01T08:00:02Z", "step": "chosen", "delivery": "d", "channel": "email"}]}""");

        Answer answer = WORLD.front().get(PATH + "ada");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(steps(answer)).containsExactly("admitted", "matched", "chosen");
        assertThat(answer.json()
                        .path("trail")
                        .get(1)
                        .path("rule")
                        .path("version")
                        .asInt())
                .isEqualTo(3);
        assertThat(answer.json().path("why").isNull()).isTrue();
    }

    @Test
    void whoever_was_not_met_is_told_so() {
        WORLD.streams().says("/v1/events/" + KEY, 200, """
                {"key": "%s", "state": "DONE", "acceptedAt": "2026-03-01T08:00:00Z", "expansion": {"done": true}}""".formatted(KEY));
        WORLD.streams()
                .says("/internal/recipients/bob/trail", 200, "{\"deliveries\": [], \"brief\": [], \"trail\": []}");

        Answer answer = WORLD.front().get(PATH + "bob");

        assertThat(answer.json().path("why").asString()).startsWith("this person was not among");
        assertThat(steps(answer)).containsExactly("admitted");
    }

    @Test
    void channels_of_what_only_an_id_is_kept_of_come_from_the_persons_addresses() {
        WORLD.streams().says("/v1/events/" + KEY, 200, "{\"key\": \"%s\", \"state\": \"DONE\"}".formatted(KEY));
        WORLD.streams().says("/internal/recipients/ada/trail", 200, """
                {"deliveries": [], "brief": [{"id": "d", "channel": null, "state": "DELIVERED"}], "trail": []}""");
        WORLD.streams().says("/internal/recipients/ada/delivery-ids", 200, "{\"d\": \"email\"}");

        assertThat(WORLD.front()
                        .get(PATH + "ada")
                        .json()
                        .path("brief")
                        .get(0)
                        .path("channel")
                        .asString())
                .isEqualTo("email");
    }

    @Test
    void what_is_not_known_is_404() {
        assertThat(WORLD.front().get(PATH + "ada").status()).isEqualTo(404);
        assertThat(WORLD.front().get("/v1/events/x/recipients/ada").status()).isEqualTo(404);
    }

    private static List<String> steps(Answer answer) {
        return answer.json()
                .path("trail")
                .valueStream()
                .map(TrailCallsTest::step)
                .toList();
    }

    private static String step(JsonNode step) {
        return step.path("step").asString();
    }
}
