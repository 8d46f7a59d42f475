package dev.fanfare.producer.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.producer.fakes.Answer;
import dev.fanfare.producer.fakes.Cases;
import dev.fanfare.producer.fakes.Front;
import dev.fanfare.producer.fakes.World;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Priority;
import dev.fanfare.schemas.Rule;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class RuleCallsTest {

    @RegisterExtension
    static final World WORLD = new World();

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String RULE = """
            {"audiences":["community:{{data.communityId}}"],"recipients":"{{#data.mentions}}{{login}},{{/data.mentions}}",
             "except":"{{data.authorId}}","channels":["in-app","email"],"template":"words","priority":"high","ttl":"PT2H",
             "mandatory":true,"allow":["priority","title"]}""";

    @BeforeEach
    void a_template_is_there() {
        assertThat(WORLD.front()
                        .put("/v1/templates/words", "{\"en\":{\"subject\":\"s\"}}")
                        .status())
                .isBetween(200, 201);
    }

    @Test
    void a_rule_comes_back_as_it_was_put() {
        Answer put = WORLD.front().put("/v1/rules/order.shipped", RULE);

        assertThat(put.status()).as(put.body()).isEqualTo(201);
        assertThat(put.header("ETag")).isEqualTo("\"1\"");
        assertThat(put.json().path("inForce").booleanValue()).isTrue();
        Answer got = WORLD.front().get("/v1/rules/order.shipped");
        assertThat(got.header("ETag")).isEqualTo("\"1\"");
        ObjectNode expected = (ObjectNode) JSON.readTree(RULE);
        expected.put("type", "order.shipped").put("version", 1);
        assertThat(got.json()).isEqualTo(expected);

        Rule written = WORLD.written()
                .last(World.TOPICS.rules(), Rule.class, "order.shipped")
                .value();
        assertThat(written.getPriority()).isEqualTo(Priority.HIGH);
        assertThat(written.getChannels()).containsExactly(Channel.IN_APP, Channel.EMAIL);
        assertThat(written.getVersion()).isEqualTo(1);
    }

    @Test
    void what_was_got_can_be_put_again() {
        WORLD.front().put("/v1/rules/again", RULE);

        assertThat(WORLD.front()
                        .put(
                                "/v1/rules/again",
                                WORLD.front().get("/v1/rules/again").body())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_change_can_ask_for_the_version_that_it_changes() {
        WORLD.front().put("/v1/rules/guarded", RULE);

        assertThat(change("guarded", "If-Match", "\"7\"").status()).isEqualTo(412);
        assertThat(change("guarded", "If-None-Match", "*").status()).isEqualTo(412);
        assertThat(change("absent", "If-Match", "*").status()).isEqualTo(412);
        Answer fits = change("guarded", "If-Match", "\"1\"");
        assertThat(fits.status()).isEqualTo(200);
        assertThat(fits.header("ETag")).isEqualTo("\"2\"");
    }

    @Test
    void the_last_20_versions_are_kept() {
        IntStream.rangeClosed(1, 23)
                .forEach(n -> WORLD.front().put("/v1/rules/often", RULE.replace("PT2H", "PT" + n + "H")));

        List<JsonNode> versions = List.copyOf(WORLD.front()
                .get("/v1/rules/often/versions")
                .json()
                .path("items")
                .values());
        assertThat(versions)
                .extracting(version -> version.path("version").asInt())
                .containsExactlyElementsOf(
                        IntStream.range(0, 20).map(n -> 23 - n).boxed().toList());
        assertThat(versions.get(5).path("ttl").asString()).isEqualTo("PT18H");
        Map<String, Boolean> onTopic = WORLD.written().on(World.TOPICS.rules(), Rule.class).stream()
                .filter(entry -> entry.key().startsWith("often"))
                .collect(Collectors.toMap(entry -> entry.key(), entry -> entry.value() != null, (_, later) -> later));
        assertThat(onTopic)
                .containsEntry("often", true)
                .containsEntry("often\n4", true)
                .containsEntry("often\n3", false);
    }

    @Test
    void a_deleted_rule_is_gone_and_goes_on_counting_when_it_comes_back() {
        WORLD.front().put("/v1/rules/gone", RULE);

        Answer deleted = WORLD.front().delete("/v1/rules/gone");
        assertThat(deleted.status()).isEqualTo(200);
        assertThat(deleted.json().path("inForce").booleanValue()).isTrue();
        assertThat(WORLD.front().get("/v1/rules/gone").status()).isEqualTo(404);
        assertThat(WORLD.front().delete("/v1/rules/gone").status()).isEqualTo(404);
        assertThat(WORLD.front().put("/v1/rules/gone", RULE).header("ETag")).isEqualTo("\"2\"");
    }

    @Test
    void an_id_may_hold_an_encoded_slash() {
        assertThat(WORLD.front().put("/v1/rules/a%2Fb.c", RULE).status()).isEqualTo(201);
        assertThat(WORLD.front().get("/v1/rules/a%2Fb.c").json().path("type").asString())
                .isEqualTo("a/b.c");
        assertThat(WORLD.front().get("/v1/rules/a%2Fb.c/versions").status()).isEqualTo(200);
    }

    @Test
    void a_list_comes_in_pages() {
        List.of("page.a", "page.b", "page.c").forEach(type -> WORLD.front().put("/v1/rules/" + type, RULE));

        List<String> seen = new java.util.ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = WORLD.front().get("/v1/rules?limit=2" + cursor).json();
            page.path("items").forEach(item -> seen.add(item.path("type").asString()));
            cursor = page.path("next").isNull()
                    ? ""
                    : "&cursor=" + page.path("next").asString();
        } while (!cursor.isEmpty());

        assertThat(seen).doesNotHaveDuplicates().isSorted().contains("page.a", "page.b", "page.c");
        assertThat(WORLD.front().get("/v1/rules?limit=0").field()).isEqualTo("limit");
        assertThat(WORLD.front().get("/v1/rules?limit=1001").field()).isEqualTo("limit");
        assertThat(WORLD.front().get("/v1/rules?cursor=%21").field()).isEqualTo("cursor");
    }

    @Test
    void many_go_out_and_come_in_as_lines() {
        WORLD.front().put("/v1/rules/line.a", RULE);
        Answer out = WORLD.front().get("/v1/rules?format=ndjson");
        assertThat(out.header("Content-Type")).isEqualTo("application/x-ndjson");
        assertThat(out.body().lines()).anyMatch(line -> line.contains("\"line.a\""));

        String lines = RULE.replace("\n", "").replace("{\"audiences\"", "{\"type\":\"line.b\",\"audiences\"")
                + "\n{\"type\":\"line.c\"}\n";
        Answer in = WORLD.front().post("/v1/rules", Front.LINES, lines);

        assertThat(in.status()).as(in.body()).isEqualTo(200);
        assertThat(in.json().path("accepted").asInt()).isEqualTo(1);
        assertThat(in.json().path("rejectedTotal").asInt()).isEqualTo(1);
        assertThat(in.json().path("rejected").get(0).path("field").asString()).isEqualTo("channels");
        assertThat(in.json().path("inForce").booleanValue()).isTrue();
        assertThat(WORLD.front().get("/v1/rules/line.b").status()).isEqualTo(200);
    }

    @ParameterizedTest(name = "{0} = {1}: {2} about {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            template   | "lost"                   | 422 | template
            template   | null                     | 400 | template
            template   | "a b"                    | 400 | template
            channels   | ["carrier-pigeon"]       | 400 | channels
            channels   | ["pigeon"]               | 400 | channels
            channels   | []                       | 400 | channels
            channels   | "email"                  | 400 | channels
            audiences  | ["{{#a}}"]               | 422 | audiences[0]
            audiences  | ["x", "{{> other}}"]     | 422 | audiences[1]
            recipients | "{{a"                    | 422 | recipients
            recipients | ["a"]                    | 400 | recipients
            except     | "{{=<% %>=}}"            | 422 | except
            priority   | "soon"                   | 400 | priority
            ttl        | "2h"                     | 400 | ttl
            ttl        | "PT0S"                   | 400 | ttl
            ttl        | "P400D"                  | 400 | ttl
            mandatory  | "yes"                    | 400 | mandatory
            allow      | ["everything"]           | 400 | allow[0]
            type       | "another"                | 400 | type
            chanels    | ["email"]                | 400 | chanels
            quiet      | "later"                  | 400 | quiet
            digest     | {"by": "x"}              | 400 | digest.window
            digest     | {"window": "PT1H", "by": "{{a"} | 422 | digest.by
            cap        | {"count": 5}             | 400 | cap.per
            same       | {"by": "x"}              | 400 | same.within
            same       | {"by": "{{a"}            | 422 | same.by
            steps      | [{"channels": []}]       | 400 | steps[0].channels
            """)
    void what_is_wrong_is_named(String field, String value, int status, String named) {
        ObjectNode rule = (ObjectNode) JSON.readTree(RULE);
        rule.set(field, JSON.readTree(value));

        Cases.refused(WORLD.front().put("/v1/rules/wrong", rule.toString()), status, named);
        assertThat(WORLD.front().get("/v1/rules/wrong").status()).isEqualTo(404);
    }

    @Test
    void a_rule_may_name_the_built_in_template() {
        assertThat(WORLD.front()
                        .put("/v1/rules/plain.rule", RULE.replace("\"words\"", "\"plain\""))
                        .status())
                .isEqualTo(201);
    }

    @Test
    @DisplayName("put, then post: the answer waits until every fan-out instance has the rule")
    void what_is_not_in_force_in_time_says_so() {
        WORLD.streams().says("/internal/in-force", 200, "{\"inForce\":false}");

        Answer put = WORLD.front().put("/v1/rules/late", RULE);

        assertThat(put.status()).isEqualTo(201);
        assertThat(put.json().path("inForce").booleanValue()).isFalse();
        var asked = WORLD.streams().asked("/internal/in-force").getLast();
        assertThat(asked.target()).contains("topic=fanfare.rules", "partition=0", "offset=", "within=5s");
    }

    @Test
    @DisplayName("S4-05 a rule that was answered is there for the next event")
    void a_rule_that_was_answered_is_there_for_the_next_event() {
        for (int n = 0; n < 20; n++) {
            WORLD.front().put("/v1/rules/put.post." + n, RULE);
            Answer event = WORLD.front()
                    .event("{\"specversion\":\"1.0\",\"id\":\"" + n + "\",\"source\":\"/s\",\"type\":\"put.post." + n
                            + "\"}");
            assertThat(event.status()).isEqualTo(202);
        }
    }

    private static Answer change(String type, String header, String value) {
        return WORLD.front()
                .send(WORLD.front()
                        .call("/v1/rules/" + type)
                        .header("Content-Type", Front.JSON)
                        .header(header, value)
                        .PUT(Front.text(RULE)));
    }
}
