package dev.fanfare.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;

/// `docs/asyncapi.yaml` is kept by hand: these hold it to the catalogue.
class AsyncApiTest {

    private static final Path DOCS = Path.of("..", "docs");
    private static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX, new Partitioning(12));

    private static JsonNode document;

    /// A channel of the document for one topic, its variables filled in.
    private record Told(JsonNode says, Map<String, String> variables) {

        String filled(String text) {
            String filled = text;
            for (Map.Entry<String, String> variable : variables.entrySet()) {
                filled = filled.replace("{" + variable.getKey() + "}", variable.getValue());
            }
            return filled;
        }

        String name() {
            return filled(says.path("address").stringValue());
        }

        JsonNode kafka() {
            return says.path("bindings").path("kafka");
        }
    }

    @BeforeAll
    static void read() throws IOException {
        Object yaml = new Yaml(new SafeConstructor(new LoaderOptions()))
                .load(Files.readString(DOCS.resolve("asyncapi.yaml")));
        document = Json.read(Json.bytes(yaml));
    }

    @Test
    void every_topic_of_the_catalogue_stands_in_it_and_no_other() {
        assertThat(told())
                .extracting(Told::name)
                .containsExactlyInAnyOrderElementsOf(
                        TOPICS.all().stream().map(Topic::name).toList());
    }

    @Test
    void each_is_made_and_kept_as_the_catalogue_says() {
        Map<String, Topic> topics = topics();
        assertThat(told()).isNotEmpty().allSatisfy(told -> {
            Topic topic = topics.get(told.name());
            JsonNode kept = told.kafka().path("topicConfiguration");
            String policy = kept.path("cleanup.policy")
                    .valueStream()
                    .map(JsonNode::stringValue)
                    .collect(Collectors.joining(","));
            assertThat(policy).as(told.name()).isEqualTo(topic.keeping().get("cleanup.policy"));
            assertThat(kept.has("retention.ms") ? kept.path("retention.ms").asString() : null)
                    .as(told.name())
                    .isEqualTo(topic.keeping().get("retention.ms"));
            assertThat(told.kafka().path("partitions").asInt()).as(told.name()).isEqualTo(topic.partitions());
            assertThat(told.says().path("x-partitioned-by").asString())
                    .as(told.name())
                    .isEqualTo(
                            switch (topic.by()) {
                                case EVENT_KEY -> "event key";
                                case RECIPIENT -> "recipient";
                                case NOTHING -> "nothing";
                                case ORIGIN -> "as it came";
                            });
            if (topic.kept() instanceof Topic.Kept.UntilWorkedOff(var then)) {
                assertThat(told.says().path("x-then").asString())
                        .as(told.name())
                        .isEqualTo("P" + then.toDays() + "D");
            }
        });
    }

    @Test
    void each_is_read_by_the_groups_of_the_catalogue() {
        Map<String, List<String>> readers = new LinkedHashMap<>();
        TOPICS.readers().forEach(group -> group.topics()
                .forEach(topic -> readers.computeIfAbsent(topic.name(), _ -> new ArrayList<>())
                        .add(group.id())));
        assertThat(told()).isNotEmpty().allSatisfy(told -> assertThat(
                        told.says().path("x-read-by").valueStream().map(group -> told.filled(group.stringValue())))
                .as(told.name())
                .containsExactlyInAnyOrderElementsOf(readers.getOrDefault(told.name(), List.of())));
    }

    @Test
    void each_value_in_avro_names_the_file_of_its_schema() {
        Map<String, Topic> topics = topics();
        assertThat(told()).isNotEmpty().allSatisfy(told -> {
            Topic topic = topics.get(told.name());
            List<String> records = new ArrayList<>();
            for (JsonNode message : messages(told)) {
                String file =
                        message.path("payload").path("schema").path("$ref").asString("");
                if (!file.isEmpty()) {
                    records.add(new Schema.Parser()
                            .parse(Files.readString(DOCS.resolve(file)))
                            .getFullName());
                }
            }
            boolean avro = topic.schema().getType() == Schema.Type.RECORD
                    || topic.schema().getType() == Schema.Type.UNION;
            assertThat(records)
                    .as(told.name())
                    .isEqualTo(avro ? List.of(topic.schema().getFullName()) : List.of());
        });
    }

    @Test
    void every_reference_leads_somewhere_and_nothing_is_left_over() {
        List<String> references = references(document);
        assertThat(references).hasSizeGreaterThan(40).allSatisfy(reference -> {
            if (reference.startsWith("#")) {
                assertThat(document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse();
            } else {
                assertThat(DOCS.resolve(reference.replaceAll("#.*", ""))).isRegularFile();
            }
        });
        assertThat(document.path("components").path("messages").propertyNames())
                .allSatisfy(name -> assertThat(references).contains("#/components/messages/" + name));
    }

    @Test
    void a_message_has_a_key_and_a_title() {
        assertThat(document.path("components").path("messages").properties())
                .isNotEmpty()
                .allSatisfy(message -> {
                    assertThat(message.getValue().path("title").asString("")).isNotBlank();
                    assertThat(message.getValue()
                                    .path("bindings")
                                    .path("kafka")
                                    .path("key")
                                    .path("description")
                                    .asString(""))
                            .as(message.getKey())
                            .isNotBlank();
                });
    }

    /// In YAML's braces a comma within a sentence begins another field, which has no value.
    @Test
    void no_sentence_is_cut_at_a_comma() {
        assertThat(empty(document)).isEmpty();
    }

    private static List<String> empty(JsonNode node) {
        List<String> found = new ArrayList<>();
        node.properties().stream()
                .filter(field -> field.getValue().isNull())
                .forEach(field -> found.add(field.getKey()));
        node.forEach(one -> found.addAll(empty(one)));
        return found;
    }

    private static Map<String, Topic> topics() {
        return TOPICS.all().stream().collect(Collectors.toMap(Topic::name, topic -> topic));
    }

    private static List<JsonNode> messages(Told told) {
        return told.says()
                .path("messages")
                .valueStream()
                .map(message -> document.at(message.path("$ref").stringValue().substring(1)))
                .toList();
    }

    /// A channel with variables is as many topics as these have values.
    private static List<Told> told() {
        List<Told> all = new ArrayList<>();
        document.path("channels").forEach(channel -> {
            List<Map<String, String>> filled = List.of(Map.of());
            for (Map.Entry<String, JsonNode> variable :
                    channel.path("parameters").properties()) {
                filled = filled.stream()
                        .flatMap(some -> variable.getValue()
                                .path("enum")
                                .valueStream()
                                .map(value -> plus(some, variable.getKey(), value.stringValue())))
                        .toList();
            }
            filled.forEach(variables -> all.add(new Told(channel, variables)));
        });
        return all;
    }

    private static Map<String, String> plus(Map<String, String> some, String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(some);
        more.put(name, value);
        return more;
    }

    private static List<String> references(JsonNode node) {
        List<String> found = new ArrayList<>();
        if (node.path("$ref").isString()) {
            found.add(node.path("$ref").stringValue());
        }
        node.forEach(one -> found.addAll(references(one)));
        return found;
    }
}
