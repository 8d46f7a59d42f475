package dev.fanfare.standalone.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/// `docker-compose.yml`, as far as it can be judged without Docker.
class ComposeTest {

    private static final List<String> SCALED = List.of("producer-app", "fanout-streams", "channel-consumers");

    private Map<String, Map<String, Object>> services = Map.of();

    @BeforeEach
    void read() throws IOException {
        Map<String, Object> compose = new Yaml().load(Files.readString(Path.of("..", "docker-compose.yml")));
        services = as(compose.get("services"));
    }

    @Test
    void every_setting_that_it_names_is_one() {
        SettingNames names = CheckSettings.names();
        SCALED.forEach(app -> assertThat(environment(app).keySet())
                .as(app)
                .filteredOn(name -> name.startsWith("FANFARE_"))
                .isNotEmpty()
                .allMatch(names::has));
    }

    @Test
    @DisplayName("S2-26 nothing is published off loopback and what is scaled has no fixed port")
    void nothing_is_published_off_loopback_and_what_is_scaled_has_no_fixed_port() {
        services.forEach((name, service) -> assertThat(ports(service))
                .as(name)
                .allMatch(port -> port.startsWith("127.0.0.1:"))
                .allMatch(port -> !SCALED.contains(name) || port.matches("127\\.0\\.0\\.1:\\d+-\\d+:\\d+")));
    }

    @Test
    void secrets_come_from_the_environment_only() {
        SCALED.forEach(app -> environment(app).forEach((name, value) -> {
            if (name.matches(".*KEYS?$")) {
                assertThat(String.valueOf(value)).as(name).matches("\\$\\{\\w+:\\?.*}");
            }
        }));
    }

    @Test
    @DisplayName("S2-23 whoever depends on another waits until it is well")
    void whoever_depends_on_another_waits_until_it_is_well() {
        services.forEach((name, service) -> {
            Map<String, Map<String, Object>> others = as(service.getOrDefault("depends_on", Map.of()));
            others.forEach((other, on) -> {
                assertThat(on).as(name + " on " + other).containsEntry("condition", "service_healthy");
                assertThat(services.get(other)).as(other).containsKey("healthcheck");
            });
        });
    }

    @Test
    void each_app_listens_where_it_is_looked_for() {
        assertThat(healthOf("producer-app")).contains("8080");
        assertThat(healthOf("fanout-streams")).contains("8081");
        assertThat(healthOf("channel-consumers")).contains("8082");
        assertThat(environment("producer-app"))
                .containsEntry("FANFARE_STREAMS_URL", "http://fanout-streams:8081")
                .containsEntry("FANFARE_CHANNELS_URL", "http://channel-consumers:8082");
    }

    @Test
    void a_group_that_is_away_keeps_its_place_for_a_year() {
        assertThat(environment("kafka")).containsEntry("KAFKA_OFFSETS_RETENTION_MINUTES", 525_600);
    }

    private List<Object> healthOf(String service) {
        Map<String, Object> check = as(services.get(service).get("healthcheck"));
        return List.copyOf((List<?>) check.get("test"));
    }

    private Map<String, Object> environment(String service) {
        return as(services.get(service).get("environment"));
    }

    private static List<String> ports(Map<String, Object> service) {
        return ((List<?>) service.getOrDefault("ports", List.of()))
                .stream().map(String::valueOf).toList();
    }

    @SuppressWarnings("unchecked")
    private static <T> Map<String, T> as(Object map) {
        return (Map<String, T>) map;
    }
}
