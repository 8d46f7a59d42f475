package dev.fanfare.producer.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fanfare.schemas.DigestRule;
import dev.fanfare.schemas.json.BadInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a rule says of digests is read, checked field by field, and shown as it was said.
class DigestFieldsTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"window\":\"PT10M\",\"by\":\"{{data.communityId}}\",\"min\":1,\"max\":100}",
                "{\"at\":[\"08:00\",\"MON 17:30\"],\"min\":2,\"max\":1000}"
            })
    void what_is_said_is_shown_again(String digest) {
        var rule = ReadRule.read(with(digest), "post");
        assertThat(JSON.<JsonNode>valueToTree(WriteRule.write(rule)).path("digest"))
                .isEqualTo(JSON.readTree(digest));
    }

    @Test
    void what_is_left_out_has_its_usual_value() {
        assertThat(ReadRule.read(with("{\"window\":\"PT10M\"}"), "post").getDigest())
                .isEqualTo(DigestRule.newBuilder().setWindow("PT10M").build());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            "daily"                                        | digest
            {}                                             | digest.window
            {"by":"{{data.a}}"}                            | digest.window
            {"window":"10m"}                               | digest.window
            {"window":"PT0S"}                              | digest.window
            {"window":"PT10M","at":["08:00"]}              | digest.at
            {"at":"08:00"}                                 | digest.at
            {"at":["8:00"]}                                | digest.at[0]
            {"at":["08:00","24:00"]}                       | digest.at[1]
            {"at":["MONDAY 08:00"]}                        | digest.at[0]
            {"window":"PT10M","min":0}                     | digest.min
            {"window":"PT10M","min":5,"max":4}             | digest.min
            {"window":"PT10M","max":1}                     | digest.max
            {"window":"PT10M","max":1001}                  | digest.max
            {"window":"PT10M","max":2.5}                   | digest.max
            {"window":"PT10M","per":"day"}                 | digest.per
            """)
    void what_is_wrong_is_named(String digest, String named) {
        assertThatThrownBy(() -> ReadRule.read(with(digest), "post"))
                .isInstanceOfSatisfying(
                        BadInput.class, bad -> assertThat(bad.field()).isEqualTo(named));
    }

    private static JsonNode with(String digest) {
        return JSON.readTree("{\"channels\": [\"email\"], \"template\": \"words\", \"digest\": " + digest + "}");
    }
}
