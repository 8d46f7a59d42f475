package dev.fanfare.producer.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.producer.fakes.Neighbour;
import dev.fanfare.schemas.setup.AppSettings.InternalApi;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AskInForceTest {

    private static final TopicPartition RULES = new TopicPartition("fanfare.rules", 0);
    private static final Map<TopicPartition, Long> PEOPLE =
            Map.of(new TopicPartition("fanfare.recipients", 1), 7L, new TopicPartition("fanfare.recipients", 2), 9L);

    private final Neighbour one = new Neighbour();
    private final Neighbour two = new Neighbour();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Peer both = peer(one, two);

    @AfterEach
    void close() {
        one.close();
        two.close();
        client.shutdownNow();
    }

    @Test
    void for_a_person_it_is_enough_that_the_owner_says_so() {
        two.says("/internal/in-force", 200, "{\"inForce\":false}");

        assertThat(new AskInForce(both).atOwners(PEOPLE)).isTrue();
        assertThat(one.asked("/internal/in-force")).hasSize(2);
        assertThat(one.asked("/internal/in-force?topic=fanfare.recipients&partition=2&offset=9&within=5s"))
                .hasSize(1);
    }

    @Test
    void for_a_person_it_is_not_where_nobody_says_so() {
        one.says("/internal/in-force", 500, "{}");
        two.says("/internal/in-force", 200, "{\"inForce\":false}");

        assertThat(new AskInForce(both).atOwners(PEOPLE)).isFalse();
    }

    @Test
    void for_a_rule_every_instance_has_to_say_so() {
        assertThat(new AskInForce(both).everywhere(RULES, 3)).isTrue();

        two.says("/internal/in-force", 200, "{\"inForce\":false}");
        assertThat(new AskInForce(both).everywhere(RULES, 3)).isFalse();
    }

    @Test
    void an_instance_that_is_away_does_not_say_so() {
        two.close();

        assertThat(new AskInForce(both).everywhere(RULES, 3)).isFalse();
        assertThat(new AskInForce(both).atOwners(PEOPLE)).isTrue();
    }

    @Test
    void what_was_admitted_is_asked_of_all_and_put_together() {
        one.says(
                "/internal/events/known",
                200,
                "{\"known\":{\"a\":{\"fingerprint\":\"-5\",\"topic\":\"t\",\"partition\":1,\"offset\":2}}}");
        two.says(
                "/internal/events/known",
                200,
                "{\"known\":{\"b\":{\"fingerprint\":\"6\",\"topic\":\"t\",\"partition\":3,\"offset\":4}}}");

        Awaitility.await()
                .until(
                        () -> new AskKnown(both).about(List.of("a", "b")).answer(),
                        answer -> answer.equals(Optional.of(Map.of(
                                "a", new AskKnown.Known(-5, "t", 1, 2),
                                "b", new AskKnown.Known(6, "t", 3, 4)))));
    }

    @Test
    void what_was_admitted_is_not_known_where_one_does_not_say() {
        two.says("/internal/events/known", 503, "{}");

        assertThat(new AskKnown(both).about(List.of("a")).answer()).isEmpty();
    }

    @Test
    void a_query_goes_to_the_next_instance_where_one_is_away() throws Exception {
        one.close();
        two.says("/v1/events", 200, "{}");

        for (int n = 0; n < 4; n++) {
            var answer = both.call(new Peer.Request("GET", "/v1/events", Map.of(), java.time.Duration.ofSeconds(5)));
            assertThat(answer.statusCode()).isEqualTo(200);
            answer.body().close();
        }
    }

    private Peer peer(Neighbour... neighbours) {
        List<URI> urls =
                Stream.of(neighbours).map(Neighbour::url).map(URI::create).toList();
        return new Peer("streams", new PeerSettings.Urls(urls), new InternalApi(null), client);
    }
}
