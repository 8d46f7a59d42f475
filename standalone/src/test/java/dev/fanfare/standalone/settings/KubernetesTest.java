package dev.fanfare.standalone.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.json.JsonMapper;

/// `deploy/kubernetes/fanfare.yaml`, as far as it can be judged without a cluster.
class KubernetesTest {

    private static final Path FILE = Path.of("..", "deploy", "kubernetes", "fanfare.yaml");

    private List<Map<String, Object>> objects = List.of();

    @BeforeEach
    void read() throws IOException {
        objects = StreamSupport.stream(
                        new Yaml().loadAll(Files.readString(FILE)).spliterator(), false)
                .map(KubernetesTest::map)
                .toList();
    }

    @Test
    void every_setting_is_one() {
        Stream<String> common = map(of("ConfigMap").toList().getFirst().get("data")).keySet().stream();
        Stream<String> own =
                containers().flatMap(container -> list(container, "env")).map(one -> String.valueOf(one.get("name")));

        assertThat(Stream.concat(common, own).filter(name -> name.startsWith("FANFARE_")))
                .hasSizeGreaterThan(6)
                .allMatch(CheckSettings.names()::has);
    }

    @Test
    void each_object_is_as_its_schema_has_it_and_no_field_is_made_up() {
        assertThat(objects).hasSizeGreaterThan(10).allSatisfy(KubernetesTest::validate);

        in(of("StatefulSet").toList().getFirst(), "spec").put("replica", 2);
        assertThatThrownBy(() -> objects.forEach(KubernetesTest::validate)).hasMessageContaining("replica");
    }

    @Test
    void each_app_is_watched_has_time_to_end_and_keeps_what_it_has() {
        assertThat(of("StatefulSet")).hasSize(3).allSatisfy(set -> {
            Map<String, Object> pod = in(set, "spec", "template", "spec");
            assertThat((Integer) pod.get("terminationGracePeriodSeconds")).isGreaterThan(30);
            assertThat(in(set, "spec")).containsKey("volumeClaimTemplates");
        });
        assertThat(containers()).hasSize(3).allSatisfy(container -> {
            assertThat(container).containsKeys("startupProbe", "resources");
            assertThat(in(container, "readinessProbe", "httpGet")).containsEntry("path", "/actuator/health/readiness");
            assertThat(in(container, "livenessProbe", "httpGet")).containsEntry("path", "/actuator/health/liveness");
            assertThat(in(container, "securityContext")).containsEntry("readOnlyRootFilesystem", true);
        });
    }

    @Test
    void every_selector_finds_the_pods_of_its_app() {
        List<Object> labels = of("StatefulSet")
                .map(set -> in(set, "spec", "template", "metadata").get("labels"))
                .toList();

        assertThat(of("StatefulSet").map(set -> in(set, "spec", "selector").get("matchLabels")))
                .containsExactlyElementsOf(labels);
        assertThat(of("Service").map(service -> in(service, "spec").get("selector")))
                .allMatch(labels::contains);
        assertThat(of("PodDisruptionBudget")
                        .map(one -> in(one, "spec", "selector").get("matchLabels")))
                .containsExactlyInAnyOrderElementsOf(labels);
    }

    @Test
    void no_secret_stands_in_it() {
        assertThat(of("Secret")).isEmpty();
        assertThat(containers().flatMap(container -> list(container, "env")))
                .filteredOn(one -> String.valueOf(one.get("name")).matches(".*KEYS?"))
                .isNotEmpty()
                .allMatch(
                        one -> !one.containsKey("value") && in(one, "valueFrom").containsKey("secretKeyRef"));
    }

    @Test
    void it_grows_by_how_old_what_waits_is() throws IOException {
        Map<String, Object> scaler = of("HorizontalPodAutoscaler").toList().getFirst();
        String target = String.valueOf(in(scaler, "spec", "scaleTargetRef").get("name"));

        assertThat(of("StatefulSet").map(set -> in(set, "metadata").get("name")))
                .contains(target);
        String metric = list(in(scaler, "spec"), "metrics")
                .map(one -> String.valueOf(in(one, "external", "metric").get("name")))
                .toList()
                .getFirst();
        assertThat(Files.readString(Path.of("..", "docs", "operations.md"))).contains("`" + metric + "{");
    }

    private static void validate(Map<String, Object> object) {
        JsonElement json = JsonParser.parseString(new JsonMapper().writeValueAsString(object));
        try {
            String type = object.get("apiVersion") + " " + object.get("kind");
            switch (type) {
                case "v1 ConfigMap" -> V1ConfigMap.validateJsonElement(json);
                case "v1 Service" -> V1Service.validateJsonElement(json);
                case "apps/v1 StatefulSet" -> V1StatefulSet.validateJsonElement(json);
                case "policy/v1 PodDisruptionBudget" -> V1PodDisruptionBudget.validateJsonElement(json);
                case "autoscaling/v2 HorizontalPodAutoscaler" -> V2HorizontalPodAutoscaler.validateJsonElement(json);
                default -> throw new IllegalArgumentException(type + " has no schema here");
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Stream<Map<String, Object>> of(String kind) {
        return objects.stream().filter(object -> kind.equals(object.get("kind")));
    }

    private Stream<Map<String, Object>> containers() {
        return of("StatefulSet").flatMap(set -> list(in(set, "spec", "template", "spec"), "containers"));
    }

    private static Map<String, Object> in(Map<String, Object> object, String... path) {
        Map<String, Object> found = object;
        for (String step : path) {
            found = map(found.get(step));
        }
        return found;
    }

    private static Stream<Map<String, Object>> list(Map<String, Object> object, String name) {
        return ((List<?>) object.getOrDefault(name, List.of())).stream().map(KubernetesTest::map);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object object) {
        return (Map<String, Object>) object;
    }
}
