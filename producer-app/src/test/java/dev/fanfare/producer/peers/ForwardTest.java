package dev.fanfare.producer.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.producer.fakes.Answer;
import dev.fanfare.producer.fakes.Front;
import dev.fanfare.producer.fakes.Neighbour;
import dev.fanfare.producer.fakes.World;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardTest {

    @RegisterExtension
    static final World WORLD = new World();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/events",
                "/v1/events/4x0yL3ZfGz9Sq1QnT7pJvA",
                "/v1/events/4x0yL3ZfGz9Sq1QnT7pJvA/deliveries",
                "/v1/deliveries/abc",
                "/v1/recipients/ada",
                "/v1/recipients/ada/preferences",
                "/v1/recipients/ada/deliveries",
                "/v1/audiences",
                "/v1/audiences/a%2Fb/members"
            })
    void queries_go_to_their_owner_and_come_back_as_they_are(String path) {
        WORLD.streams().says(path, 200, "{\"from\":\"streams\"}");

        Answer answer = WORLD.front().get(path);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"from\":\"streams\"}");
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void the_inbox_is_the_channels() {
        WORLD.channels()
                .says("/v1/recipients/ada/inbox", 200, "{\"items\":[]}")
                .says("/v1/recipients/ada/inbox/d1/read", 204, "");

        assertThat(WORLD.front().get("/v1/recipients/ada/inbox?unread=true").status())
                .isEqualTo(200);
        assertThat(WORLD.front()
                        .send(WORLD.front()
                                .call("/v1/recipients/ada/inbox/d1/read")
                                .POST(Front.text("")))
                        .status())
                .isEqualTo(204);
        assertThat(WORLD.channels().asked("/v1/recipients/ada/inbox").getFirst().target())
                .isEqualTo("/v1/recipients/ada/inbox?unread=true");
        assertThat(WORLD.channels().asked("/v1/recipients/ada/inbox").get(1).method())
                .isEqualTo("POST");
    }

    @Test
    void ids_and_queries_arrive_as_they_were_sent() {
        WORLD.front().get("/v1/recipients/a%2Fb%20%C3%A9?x=%2F%26&wait=1s");
        WORLD.front().get("/v1/recipients/a%2Fb%C3%A9?x=%2F%26&wait=1s");

        assertThat(WORLD.streams().asked("/v1/recipients"))
                .singleElement()
                .extracting(Neighbour.Asked::target)
                .isEqualTo("/v1/recipients/a%2Fb%C3%A9?x=%2F%26&wait=1s");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/recipients/../internal/in-force",
                "/v1/recipients/%2e%2e/preferences",
                "/v1/recipients/..;/x",
                "/v1//events",
                "/v1/recipients/ada;x=1",
                "/internal/in-force?topic=t",
                "/v1/recipients/ada/unknown"
            })
    void nothing_else_gets_through(String path) {
        assertThat(WORLD.front().get(path).status()).isIn(400, 404);
        assertThat(WORLD.streams().asked("/")).isEmpty();
    }

    @Test
    void a_status_of_the_owner_is_the_callers() {
        WORLD.streams().says("/v1/events/unknown", 404, "{\"status\":404,\"detail\":\"no such event\"}");

        Answer answer = WORLD.front().get("/v1/events/unknown");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().path("detail").asString()).isEqualTo("no such event");
    }

    @Test
    void an_owner_that_is_away_is_503_to_be_tried_again() {
        try (Neighbour gone = new Neighbour();
                Front front = Front.start(
                        WORLD.broker().bootstrap(), gone, gone, Map.of("fanfare.api.internal-key", "between-us"))) {
            front.send(front.call("/v1/events")
                    .header("Authorization", "Bearer callers-own")
                    .GET());
            assertThat(gone.asked("/v1/events").getFirst().header("Authorization"))
                    .isEqualTo("Bearer between-us");
            gone.close();

            Answer answer = front.get("/v1/events");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isEqualTo("1");
            assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        }
    }
}
