package dev.fanfare.producer.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.producer.fakes.Answer;
import dev.fanfare.producer.fakes.Broker;
import dev.fanfare.producer.fakes.Front;
import dev.fanfare.producer.fakes.Neighbour;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaAwayTest {

    private static final String EVENT =
            "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"/away\",\"type\":\"t\",\"recipients\":\"ada\",\"title\":\"Hi\"}";

    @Test
    void while_kafka_is_away_calls_end_within_their_time_and_afterwards_all_goes_on(@TempDir Path data) {
        try (Broker broker = Broker.start(data);
                Neighbour peer = new Neighbour();
                Front front = Front.start(broker.bootstrap(), peer, peer, Map.of())) {
            front.put("/v1/templates/t", "{\"en\":{\"text\":\"x\"}}");
            assertThat(front.put("/v1/rules/t", "{\"channels\":[\"email\"],\"template\":\"t\"}")
                            .status())
                    .isEqualTo(201);
            assertThat(front.event(EVENT.formatted("before")).status()).isEqualTo(202);

            broker.stop();
            long start = System.nanoTime();
            Answer away = front.event(EVENT.formatted("during"));
            assertThat(away.status()).as(away.body()).isEqualTo(503);
            assertThat(away.header("Retry-After")).isEqualTo("1");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
            assertThat(front.get("/v1/rules/t").status()).isEqualTo(200);
            assertThat(front.put("/v1/rules/t", "{\"channels\":[\"email\"],\"template\":\"t\"}")
                            .status())
                    .isEqualTo(503);
            assertThat(front.get("/actuator/health")
                            .json()
                            .path("components")
                            .path("kafka")
                            .path("status")
                            .asString())
                    .isEqualTo("DOWN");
            assertThat(front.get("/actuator/health/readiness").status()).isEqualTo(200);

            broker.again();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> front.event(EVENT.formatted("after")).status() == 202);
            Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                            front.put("/v1/rules/t", "{\"channels\":[\"email\"],\"template\":\"t\"}")
                                    .header("ETag"))
                    .isEqualTo("\"2\""));
        }
    }

    @Test
    void a_front_door_that_starts_before_kafka_goes_on_trying(@TempDir Path data) {
        Broker broker = Broker.start(data);
        broker.stop();
        try (Neighbour peer = new Neighbour();
                Front front = Front.startUnready(broker.bootstrap(), peer, peer, Map.of())) {
            assertThat(front.get("/actuator/health/readiness").status()).isEqualTo(503);
            assertThat(front.get("/actuator/health/liveness").status()).isEqualTo(200);
            assertThat(front.event(EVENT.formatted("early")).status()).isEqualTo(503);

            broker.again();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(40))
                    .until(() -> front.get("/actuator/health/readiness").status() == 200);
            assertThat(front.event(EVENT.formatted("late")).status()).isEqualTo(202);
        } finally {
            broker.close();
        }
    }
}
