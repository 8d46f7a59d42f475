package dev.fanfare.producer.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fanfare.producer.ProducerApplication;
import dev.fanfare.producer.fakes.Front;
import dev.fanfare.producer.fakes.World;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartTest {

    @RegisterExtension
    static final World WORLD = new World();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            server.address                  | 0.0.0.0             | fanfare.api.keys
            management.server.port          | 0                   | management.server.port
            fanfare.partitions              | 0                   | fanfare.partitions
            fanfare.partitions              | 5                   | fanfare.partitions
            fanfare.replication-factor      | 99                  | fanfare.replication-factor
            fanfare.topic-prefix            | a b                 | fanfare.topic-prefix
            fanfare.kafka.bootstrap-servers | nowhere             | fanfare.kafka.bootstrap-servers
            fanfare.registry.url            | ftp://registry      | fanfare.registry.url
            fanfare.streams.url             | ftp://streams       | fanfare.streams.url
            fanfare.channels.url            | http://u:p@host     | fanfare.channels.url
            fanfare.api.keys                | shop:sender:secrets | fanfare.api.keys
            fanfare.public-url              | /relative           | fanfare.public-url
            """)
    void a_wrong_setting_is_named_and_nothing_starts(String name, String value, String named) {
        Map<String, Object> settings = new HashMap<>(Map.of(
                "server.port",
                0,
                "fanfare.kafka.bootstrap-servers",
                WORLD.broker().bootstrap(),
                "fanfare.partitions",
                3,
                "logging.level.root",
                "off",
                "logging.structured.format.console",
                ""));
        settings.put(name, value);

        assertThatThrownBy(() -> ProducerApplication.start(settings).close())
                .satisfies(failure -> assertThat(messages(failure)).contains(named));
    }

    @Test
    void a_second_front_door_knows_what_was_put_at_the_first() {
        WORLD.front().put("/v1/templates/shared", "{\"en\":{\"text\":\"x\"}}");
        try (Front second = Front.start(WORLD.broker().bootstrap(), WORLD.streams(), WORLD.channels(), Map.of())) {
            assertThat(second.get("/v1/templates/shared").status()).isEqualTo(200);

            WORLD.front().put("/v1/templates/later", "{\"en\":{\"text\":\"x\"}}");
            assertThat(second.put("/v1/rules/second", "{\"channels\":[\"email\"],\"template\":\"later\"}")
                            .status())
                    .isEqualTo(201);
            assertThat(WORLD.front()
                            .put("/v1/rules/second", "{\"channels\":[\"email\"],\"template\":\"later\"}")
                            .header("ETag"))
                    .isEqualTo("\"2\"");
        }
    }

    @Test
    void metrics_tell_of_calls_and_of_kafka() {
        WORLD.front().get("/v1/rules");

        assertThat(WORLD.front().get("/actuator/prometheus").body())
                .contains(
                        "http_server_requests_seconds_count", "uri=\"/v1/rules\"", "kafka_producer_record_send_total");
    }

    @Test
    @DisplayName("S2-02 S2-27 health tells its parts")
    void health_tells_its_parts() {
        var health = WORLD.front().get("/actuator/health").json();

        assertThat(health.path("status").asString()).isEqualTo("UP");
        assertThat(health.path("components").path("kafka").path("status").asString())
                .isEqualTo("UP");
        assertThat(health.path("components").path("reference").path("status").asString())
                .isEqualTo("UP");
        assertThat(health.at("/components/registry/details/kind").asString()).isEqualTo("topic");
        assertThat(health.at("/components/kafka/details/brokers").asInt()).isEqualTo(1);
    }

    private static String messages(Throwable failure) {
        StringBuilder all = new StringBuilder();
        for (Throwable one = failure; one != null; one = one.getCause()) {
            all.append(one.getMessage()).append('\n');
        }
        return all.toString();
    }
}
