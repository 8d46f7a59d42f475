package dev.fanfare.producer.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.producer.fakes.Answer;
import dev.fanfare.producer.fakes.Front;
import dev.fanfare.producer.fakes.World;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.EventKey;
import dev.fanfare.schemas.Lane;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What would become of an event, asked of those who know.
class DryRunCallsTest {

    @RegisterExtension
    static final World WORLD = new World();

    private static final String EVENT = """
            {"specversion":"1.0","id":"dry-1","source":"/shop","type":"order.shipped","recipients":"ada","title":"Hello"}""";

    @BeforeEach
    void answer() {
        WORLD.streams().says("/internal/dry-run", 200, """
                {"state": "DELIVERING", "priority": "normal", "template": {"name": "plain", "version": 0}, "ruleVersion": 4,
                 "people": {"recipients": 1, "channels": {"email": {"QUEUED": 1}}, "reasons": {}, "complete": true,
                            "first": [{"recipient": "ada", "deliveries": []}]}}""");
    }

    @Test
    void who_would_be_told_is_answered_and_nothing_is_written() {
        Answer answer = WORLD.front().post("/v1/events?dryRun=true", Front.EVENT, EVENT);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("state").asString()).isEqualTo("DELIVERING");
        assertThat(answer.json().path("rule").path("version").asInt()).isEqualTo(4);
        assertThat(answer.json().path("first").get(0).path("recipient").asString())
                .isEqualTo("ada");
        assertThat(WORLD.written().last(World.TOPICS.events(Lane.STANDARD), Event.class, EventKey.of("/shop", "dry-1")))
                .isNull();
    }

    @Test
    void a_key_that_may_not_read_hears_how_many_and_not_who() {
        try (Front keyed = Front.start(
                WORLD.broker().bootstrap(),
                WORLD.streams(),
                WORLD.channels(),
                Map.of("fanfare.api.keys", "send:send:secret-of-send,operate:operate:secret-of-operate"))) {
            keyed.send(keyed.call("/v1/templates/dry")
                    .header("Authorization", "Bearer secret-of-operate")
                    .header("Content-Type", Front.JSON)
                    .PUT(Front.text("{\"en\":{\"text\":\"x\"}}")));
            keyed.send(keyed.call("/v1/rules/dry")
                    .header("Authorization", "Bearer secret-of-operate")
                    .header("Content-Type", Front.JSON)
                    .PUT(Front.text("{\"channels\":[\"email\"],\"template\":\"dry\",\"recipients\":\"ada\"}")));
            Answer answer = keyed.send(keyed.call("/v1/events?dryRun=true")
                    .header("Authorization", "Bearer secret-of-send")
                    .header("Content-Type", Front.EVENT)
                    .POST(Front.text("{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"dry\"}")));

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json().path("recipients").asInt()).isEqualTo(1);
            assertThat(answer.json().path("first").isEmpty()).isTrue();
        }
    }

    @Test
    void what_would_be_refused_is_refused() {
        assertThat(WORLD.front()
                        .post(
                                "/v1/events?dryRun=true",
                                Front.EVENT,
                                EVENT.replace("\"title\":\"Hello\"", "\"actor\":\"x\""))
                        .status())
                .isEqualTo(422);
        assertThat(WORLD.front()
                        .post("/v1/events?dryRun=perhaps", Front.EVENT, EVENT)
                        .field())
                .isEqualTo("dryRun");
    }

    @Test
    void many_at_once_are_refused() {
        assertThat(WORLD.front()
                        .post("/v1/events?dryRun=true", Front.BATCH, "[" + EVENT + "]")
                        .status())
                .isEqualTo(422);
    }
}
