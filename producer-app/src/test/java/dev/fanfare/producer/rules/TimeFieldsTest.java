package dev.fanfare.producer.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fanfare.schemas.Rule;
import dev.fanfare.schemas.json.BadInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What a rule says of time is read, checked field by field, and shown as it was said.
class TimeFieldsTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String RULE = """
            {"channels": ["in-app", "push", "email"], "template": "words"}
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            quiet | "hold"
            quiet | "drop"
            same  | {"by":"{{data.postId}}","within":"PT1H"}
            cap   | {"count":5,"per":"PT1H","over":"skip"}
            cap   | {"count":1000,"per":"P366D","over":"skip","channel":"push"}
            steps | [{"channels":["in-app","push"]},{"after":"PT10M","unless":"read","channels":["email"]}]
            steps | [{"channels":["push"]},{"after":"PT10M","unless":"delivered","channels":["email"]}]
            """)
    void what_is_said_is_shown_again(String field, String value) {
        Rule rule = ReadRule.read(with(field, value), "post");
        JsonNode shown = JSON.valueToTree(WriteRule.write(rule)).path(field);
        assertThat(shown).isEqualTo(JSON.readTree(value));
    }

    @Test
    void a_rule_that_says_nothing_of_time_shows_nothing_of_it() {
        Rule rule = ReadRule.read(JSON.readTree(RULE), "post");
        assertThat(WriteRule.write(rule)).doesNotContainKeys("quiet", "same", "cap", "steps");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            quiet | "Hold"                                                    | quiet
            quiet | 1                                                         | quiet
            same  | {"within":"PT1H"}                                         | same.by
            same  | {"by":"x","within":"1h"}                                  | same.within
            same  | {"by":"x","within":"P367D"}                               | same.within
            same  | {"by":"x","within":"PT1H","for":"all"}                    | same.for
            cap   | {"per":"PT1H"}                                            | cap.count
            cap   | {"count":0,"per":"PT1H"}                                  | cap.count
            cap   | {"count":1001,"per":"PT1H"}                               | cap.count
            cap   | {"count":"5","per":"PT1H"}                                | cap.count
            cap   | {"count":1.5,"per":"PT1H"}                                | cap.count
            cap   | {"count":5,"per":"PT0S"}                                  | cap.per
            cap   | {"count":5,"per":"PT1H","over":"hold"}                    | cap.over
            cap   | {"count":5,"per":"PT1H","channel":"sms"}                  | cap.channel
            steps | {}                                                        | steps
            steps | [{"after":"PT1M","channels":["push"]}]                    | steps[0].after
            steps | [{"unless":"read","channels":["push"]}]                   | steps[0].unless
            steps | [{"channels":["sms"]}]                                    | steps[0].channels[0]
            steps | [{"channels":["push"]},{"channels":["email"]}]            | steps[1].after
            steps | [{"channels":["push"]},{"after":"PT1M","channels":["push"]}] | steps[1].channels[0]
            steps | [{"channels":["push"]},{"after":"PT1M","unless":"seen","channels":["email"]}] | steps[1].unless
            steps | [{"channels":["push"]},{"after":"PT2M","channels":["email"]},{"after":"PT1M","channels":["in-app"]}] | steps[2].after
            """)
    void what_is_wrong_is_named(String field, String value, String named) {
        assertThatThrownBy(() -> ReadRule.read(with(field, value), "post"))
                .isInstanceOfSatisfying(
                        BadInput.class, wrong -> assertThat(wrong.field()).isEqualTo(named));
    }

    @Test
    void steps_beside_a_digest_are_refused() {
        ObjectNode rule = (ObjectNode) with("digest", "{\"window\":\"PT1H\"}");
        rule.set("steps", JSON.readTree("[{\"channels\":[\"push\"]},{\"after\":\"PT1M\",\"channels\":[\"email\"]}]"));
        assertThatThrownBy(() -> ReadRule.read(rule, "post")).isInstanceOfSatisfying(BadInput.class, wrong -> {
            assertThat(wrong.field()).isEqualTo("steps");
            assertThat(wrong.getMessage()).contains("digest");
        });
    }

    private static JsonNode with(String field, String value) {
        ObjectNode rule = (ObjectNode) JSON.readTree(RULE);
        rule.set(field, JSON.readTree(value));
        return rule;
    }
}
