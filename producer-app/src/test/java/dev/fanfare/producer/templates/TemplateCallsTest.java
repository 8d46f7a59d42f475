package dev.fanfare.producer.templates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.producer.fakes.Answer;
import dev.fanfare.producer.fakes.Cases;
import dev.fanfare.producer.fakes.World;
import dev.fanfare.schemas.Sizes;
import dev.fanfare.schemas.Template;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateCallsTest {

    @RegisterExtension
    static final World WORLD = new World();

    @Test
    @DisplayName("S0-10 S1-45 S3-28 S4-23 named templates with variables, by locale")
    void a_template_comes_back_as_it_was_put() {
        String json = """
                {"en":{"subject":"Order {{data.id}}","text":"T","html":"<b>{{data.id}}</b>","short":"S","url":"https://x/{{data.id}}","icon":"i"},
                 "de-at":{"subject":"Bestellung"}}""";

        Answer put = WORLD.front().put("/v1/templates/put-and-got", json);

        assertThat(put.status()).as(put.body()).isEqualTo(201);
        assertThat(put.header("ETag")).isEqualTo("\"1\"");
        assertThat(put.json().path("name").asString()).isEqualTo("put-and-got");
        Answer got = WORLD.front().get("/v1/templates/put-and-got");
        assertThat(got.json().path("en").path("short").asString()).isEqualTo("S");
        assertThat(got.json().path("en").path("html").asString()).isEqualTo("<b>{{data.id}}</b>");
        assertThat(got.json().path("de-AT").path("subject").asString()).isEqualTo("Bestellung");
        assertThat(got.json().path("de-AT").has("text")).isFalse();
        Template written = WORLD.written()
                .last(World.TOPICS.templates(), Template.class, "put-and-got")
                .value();
        assertThat(written.getLocales().get("en").getBrief()).isEqualTo("S");
        assertThat(WORLD.front().put("/v1/templates/put-and-got", got.body()).status())
                .isEqualTo(200);
    }

    @ParameterizedTest(name = "{0}: {1} about {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {"en":{"subject":"{{#a}}"}}                        | 422 | en.subject
            {"en":{"text":"ok"},"de":{"html":"{{/a}}"}}        | 422 | de.html
            {"en":{"text":"{{> other}}"}}                      | 422 | en.text
            {"en":{"text":"{{ < parent}}{{/parent}}"}}         | 422 | en.text
            {"en":{"text":"{{$block}}{{/block}}"}}             | 422 | en.text
            {"en":{"text":"{{=<% %>=}}<%> other%>"}}           | 422 | en.text
            {"en":{"subject":7}}                               | 400 | en.subject
            {"en":{"body":"x"}}                                | 400 | en.body
            {"en":{}}                                          | 400 | en.text
            {"en":"text"}                                      | 400 | en
            {"subject":{"text":"x"}}                           | 400 | subject
            {"de-at":{"text":"x"},"de-AT":{"text":"x"}}        | 400 | de-AT
            {"name":"other","en":{"text":"x"}}                 | 400 | name
            {}                                                 | 400 | en
            """)
    void what_is_wrong_is_named(String json, int status, String named) {
        Cases.refused(WORLD.front().put("/v1/templates/wrong", json), status, named);
    }

    @Test
    void the_line_of_a_fault_is_named() {
        Answer answer =
                WORLD.front().put("/v1/templates/wrong", "{\"en\":{\"text\":\"one\\ntwo\\nthree {{#open}}\\nfour\"}}");

        assertThat(answer.json().path("line").asInt()).isEqualTo(3);
        assertThat(answer.json().path("template").asString()).isEqualTo("wrong");
        assertThat(answer.json().path("locale").asString()).isEqualTo("en");
        assertThat(answer.json().path("detail").asString()).contains("line 3");
    }

    @Test
    void a_template_has_at_most_128_kib_over_all_locales() {
        String half = "x".repeat(Sizes.TEMPLATE / 2);
        String fits = "{\"en\":{\"text\":\"%s\"},\"de\":{\"text\":\"%s\"}}".formatted(half, half);

        assertThat(WORLD.front().put("/v1/templates/large", fits).status()).isEqualTo(201);
        assertThat(WORLD.front()
                        .put("/v1/templates/large", fits.replace("\"de\"", "\"fr\":{\"text\":\"x\"},\"de\""))
                        .status())
                .isEqualTo(413);
    }

    @Test
    void the_built_in_one_stays_as_it_is() {
        Cases.refused(WORLD.front().put("/v1/templates/plain", "{\"en\":{\"text\":\"x\"}}"), 422, "name");
    }

    @Test
    void depth_is_bounded() {
        String deep = "{{#a}}".repeat(40) + "{{/a}}".repeat(40);

        Cases.refused(WORLD.front().put("/v1/templates/deep", "{\"en\":{\"text\":\"" + deep + "\"}}"), 422, "en.text");
    }

    @Test
    void a_template_that_a_rule_uses_stays_and_the_rule_is_named() {
        WORLD.front().put("/v1/templates/needed", "{\"en\":{\"text\":\"x\"}}");
        WORLD.front().put("/v1/rules/needs.it", "{\"channels\":[\"email\"],\"template\":\"needed\"}");

        Answer refused = WORLD.front().delete("/v1/templates/needed");

        Cases.refused(refused, 409, "name");
        assertThat(refused.body()).contains("needs.it");
        WORLD.front().delete("/v1/rules/needs.it");
        assertThat(WORLD.front().delete("/v1/templates/needed").status()).isEqualTo(200);
    }
}
