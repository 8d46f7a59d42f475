package dev.fanfare.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ExamplesTest {

    private static final JsonMapper JSON = new JsonMapper();

    @Test
    @DisplayName("S0-16, S1-47: every named type has a rule, words for it, and an event")
    void every_type_has_a_rule_words_and_an_event() {
        Set<String> used = new HashSet<>();
        for (String type : Examples.TYPES) {
            used.add(JSON.readTree(Examples.rule(type)).path("template").asString(""));
            assertThat(JSON.readTree(Examples.event(type, Instant.now()))
                            .path("type")
                            .asString(""))
                    .isEqualTo(type);
        }
        assertThat(used).containsExactlyInAnyOrderElementsOf(Examples.TEMPLATES);
        for (String template : Examples.TEMPLATES) {
            JsonNode words = JSON.readTree(Examples.template(template));
            assertThat(words.propertyNames()).contains("en", "de", "fr");
            words.forEach(
                    locale -> assertThat(locale.path("subject").asString("")).isNotBlank());
        }
    }

    @Test
    @DisplayName("S1-45: order_shipped carries its order and tracking number")
    void order_shipped_carries_its_context() {
        JsonNode data =
                JSON.readTree(Examples.event("order_shipped", Instant.now())).path("data");
        assertThat(data.path("order_id").asString("")).isEqualTo("12345");
        assertThat(data.path("tracking_number").asString("")).isEqualTo("1Z999");
    }

    @Test
    void some_people_are_hard_to_reach() {
        List<JsonNode> people =
                new People(1_000, new NoEndpoints()).lines().map(JSON::readTree).toList();
        assertThat(people).hasSize(1_000);
        assertThat(people).extracting(person -> person.path("id").asString("")).doesNotHaveDuplicates();
        assertThat(people).filteredOn(person -> !person.has("email")).hasSize(40);
        assertThat(people).filteredOn(person -> person.has("webhook")).hasSize(100);
        assertThat(people)
                .filteredOn(person -> person.path("preferences").has("mute"))
                .hasSize(50);
        assertThat(people)
                .extracting(person -> person.path("locale").asString(""))
                .contains("en-GB", "de-AT", "fr-CA", "ja-JP");
    }

    @Test
    void a_crowd_is_at_least_ten() {
        assertThatThrownBy(() -> new People(9, new NoEndpoints())).hasMessageContaining("at least 10");
    }

    private record NoEndpoints() implements People.Endpoints {

        @Override
        public String webhook(String person) {
            return "http://127.0.0.1:1/" + person;
        }

        @Override
        public String secret() {
            return "whsec_c2VjcmV0";
        }
    }
}
