package dev.fanfare.producer.steer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.producer.fakes.Answer;
import dev.fanfare.producer.fakes.World;
import dev.fanfare.schemas.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/// `GET /v1/channels`, made of two answers, of which one may be missing.
class ShowChannelsTest {

    @RegisterExtension
    static final World WORLD = new World();

    private static final String SENT = """
            {"items": [{"channel": "email", "paused": true, "waiting": 7, "inFlight": 3, "endpointsOpen": 0,
              "lag": {"express": {"records": 1}, "standard": {"records": 2}, "bulk": {"records": 4}},
              "breakers": [{"name": "email/smtp", "state": "open", "why": "421"}]}], "next": null}""";
    private static final String TRACKED = """
            {"channels": {"email": {"retrying": 5, "minute": {"delivered": 1}, "hour": {"delivered": 2, "dead": 1,
               "successRate": 66.67}, "day": {"delivered": 9}, "causes": [{"errorCategory": "provider", "count": 2}]}},
             "lag": {"email": {"express": 0.0, "standard": 12.5, "bulk": null}}}""";

    @Test
    @DisplayName("S1-24 S3-19 both answers become one")
    void both_answers_become_one() {
        WORLD.channels().says("/v1/channels", 200, SENT);
        WORLD.streams().says("/internal/channels", 200, TRACKED);

        Answer answer = WORLD.front().get("/v1/channels");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        JsonNode email = answer.json().path("items").get(0);
        assertThat(email.path("channel").asString()).isEqualTo("email");
        assertThat(email.path("paused").asBoolean()).isTrue();
        assertThat(email.path("waiting").asInt()).isEqualTo(7);
        assertThat(email.path("inFlight").asInt()).isEqualTo(3);
        assertThat(email.path("retrying").asInt()).isEqualTo(5);
        assertThat(email.at("/hour/successRate").asDouble()).isEqualTo(66.67);
        assertThat(email.at("/lag/standard/records").asInt()).isEqualTo(2);
        assertThat(email.at("/lag/standard/seconds").asDouble()).isEqualTo(12.5);
        assertThat(email.at("/lag/bulk/seconds").isNull()).isTrue();
        assertThat(email.at("/breakers/0/state").asString()).isEqualTo("open");
        assertThat(email.at("/causes/0/errorCategory").asString()).isEqualTo("provider");
        assertThat(answer.json().path("away")).isEmpty();
        assertThat(answer.json().path("items")).hasSize(6);
    }

    @Test
    void without_tracking_its_part_is_null() {
        WORLD.channels().says("/v1/channels", 200, SENT);
        WORLD.streams().says("/internal/channels", 503, "{}");

        JsonNode answer = WORLD.front().get("/v1/channels").json();
        JsonNode email = answer.path("items").get(0);
        assertThat(email.path("waiting").asInt()).isEqualTo(7);
        assertThat(List.of("retrying", "minute", "hour", "day", "causes"))
                .allSatisfy(field -> assertThat(email.path(field).isNull()).isTrue());
        assertThat(email.at("/lag/express/seconds").isNull()).isTrue();
        assertThat(answer.path("away").valueStream().map(JsonNode::asString)).containsExactly("fanout-streams");
    }

    @Test
    void where_an_instance_of_tracking_is_away_the_others_count_and_it_is_told() {
        WORLD.channels().says("/v1/channels", 200, SENT);
        WORLD.streams().says("/internal/channels", 200, TRACKED.replaceFirst("\\{", "{\"missing\": 1, "));

        JsonNode answer = WORLD.front().get("/v1/channels").json();
        assertThat(answer.at("/items/0/retrying").asInt()).isEqualTo(5);
        assertThat(answer.path("away").valueStream().map(JsonNode::asString)).containsExactly("fanout-streams");
    }

    @Test
    void without_those_who_send_their_part_is_null() {
        WORLD.streams().says("/internal/channels", 200, TRACKED);

        JsonNode answer = WORLD.front().get("/v1/channels").json();
        JsonNode email = answer.path("items").get(0);
        assertThat(List.of("paused", "waiting", "inFlight", "breakers"))
                .allSatisfy(field -> assertThat(email.path(field).isNull()).isTrue());
        assertThat(email.path("retrying").asInt()).isEqualTo(5);
        assertThat(answer.path("away").valueStream().map(JsonNode::asString)).containsExactly("channel-consumers");
        assertThat(answer.at("/instances/answered").asInt()).isZero();
    }

    @Test
    void without_both_there_is_no_answer() {
        assertThat(WORLD.front().get("/v1/channels").status()).isEqualTo(503);
    }

    @Test
    void calls_under_way_are_summed_over_the_instances_that_answer() {
        JsonNode sent = Json.read(SENT.getBytes(StandardCharsets.UTF_8));
        JsonNode merged = MergeChannels.of(
                List.of(sent, sent), Optional.empty(), new MergeChannels.Asked(3, List.of("channel-consumers")));

        assertThat(merged.at("/items/0/inFlight").asInt()).isEqualTo(6);
        assertThat(merged.at("/items/0/waiting").asInt()).isEqualTo(7);
        assertThat(merged.at("/instances/known").asInt()).isEqualTo(3);
        assertThat(merged.at("/instances/answered").asInt()).isEqualTo(2);
    }
}
