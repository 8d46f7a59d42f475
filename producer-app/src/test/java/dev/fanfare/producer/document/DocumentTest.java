package dev.fanfare.producer.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.producer.document.ApiDocument.Call;
import dev.fanfare.producer.fakes.Answer;
import dev.fanfare.producer.fakes.World;
import dev.fanfare.producer.http.Route;
import dev.fanfare.producer.http.Routes;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;

/// The document is kept by hand: these hold it to the front door's table, and to the rules of OpenAPI.
class DocumentTest {

    @RegisterExtension
    static final World WORLD = new World();

    private final ApiDocument document =
            ApiDocument.read(WORLD.front().get("/openapi.json").body());

    @Test
    void every_call_of_the_table_stands_in_it_and_no_other() {
        assertThat(document.calls()).extracting(Call::name).containsExactlyInAnyOrderElementsOf(rows().keySet());
    }

    @Test
    void each_call_asks_for_the_role_that_the_table_asks_for() {
        Map<String, Route> rows = rows();
        assertThat(document.calls()).isNotEmpty().allSatisfy(call -> {
            String role = row(rows, call).role().name().toLowerCase(Locale.ROOT);
            assertThat(call.says().path("x-role").asString(""))
                    .as(call.toString())
                    .isEqualTo(role);
            assertThat(call.says().path("security").isArray()
                            && call.says().path("security").isEmpty())
                    .as("%s needs no key", call)
                    .isEqualTo(role.equals("anyone"));
        });
    }

    /// Where the table leaves the type to the call itself the document says so.
    @Test
    void each_call_takes_the_content_types_that_the_table_takes() {
        Map<String, Route> rows = rows();
        assertThat(document.calls()).isNotEmpty().allSatisfy(call -> {
            JsonNode body = call.says().path("requestBody");
            List<String> told = body.path("x-type-unchecked").asBoolean(false)
                    ? List.of()
                    : new ArrayList<>(body.path("content").propertyNames());
            assertThat(told)
                    .as(call.toString())
                    .containsExactlyInAnyOrderElementsOf(row(rows, call).takes().stream()
                            .map(MediaType::toString)
                            .toList());
        });
    }

    @Test
    void each_call_says_what_it_does_and_names_its_variables() {
        assertThat(document.calls()).isNotEmpty().allSatisfy(call -> {
            assertThat(call.says().path("summary").asString(""))
                    .as(call.toString())
                    .isNotBlank();
            assertThat(call.says().path("responses").isObject()).isTrue();
            TreeSet<String> named = document.parameters(call).stream()
                    .filter(one -> one.path("in").asString("").equals("path"))
                    .map(one -> "{" + one.path("name").asString() + "}")
                    .collect(Collectors.toCollection(TreeSet::new));
            TreeSet<String> variables = java.util.regex.Pattern.compile("\\{[^}]*}")
                    .matcher(call.path())
                    .results()
                    .map(java.util.regex.MatchResult::group)
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(named).as(call.toString()).isEqualTo(variables);
        });
        assertThat(document.calls())
                .extracting(call -> call.says().path("operationId").asString())
                .doesNotHaveDuplicates();
    }

    @Test
    void a_parser_of_openapi_finds_nothing_wrong_with_it() {
        Answer yaml = WORLD.front().get("/openapi.yaml");
        assertThat(yaml.header("Content-Type")).startsWith("application/yaml");
        ParseOptions whole = new ParseOptions();
        whole.setResolve(true);

        for (String text :
                List.of(yaml.body(), WORLD.front().get("/openapi.json").body())) {
            SwaggerParseResult read = new OpenAPIV3Parser().readContents(text, List.of(), whole);
            assertThat(read.getMessages()).isNullOrEmpty();
            assertThat(read.getOpenAPI().getOpenapi()).isEqualTo("3.1.0");
            assertThat(read.getOpenAPI().getPaths())
                    .hasSameSizeAs(document.root().path("paths").propertyNames());
        }
    }

    @Test
    void every_reference_leads_somewhere() {
        assertThat(references(document.root())).hasSizeGreaterThan(100).allSatisfy(reference -> assertThat(
                        document.root().at(reference.substring(1)).isMissingNode())
                .as(reference)
                .isFalse());
    }

    /// In YAML's braces a comma within a sentence begins another field, which has no value.
    @Test
    void no_sentence_is_cut_at_a_comma() {
        assertThat(empty(document.root(), "")).isEmpty();
    }

    private static List<String> empty(JsonNode node, String at) {
        List<String> found = new ArrayList<>();
        node.properties().forEach(field -> {
            String here = at + "/" + field.getKey();
            if (field.getValue().isNull()) {
                found.add(here);
            } else if (!field.getKey().startsWith("example")) {
                found.addAll(empty(field.getValue(), here));
            }
        });
        if (node.isArray()) {
            node.forEach(one -> found.addAll(empty(one, at + "/-")));
        }
        return found;
    }

    private static List<String> references(JsonNode node) {
        List<String> found = new ArrayList<>();
        if (node.path("$ref").isString()) {
            found.add(node.path("$ref").stringValue());
        }
        node.forEach(one -> found.addAll(references(one)));
        return found;
    }

    private static Route row(Map<String, Route> rows, Call call) {
        assertThat(rows).containsKey(call.name());
        return rows.get(call.name());
    }

    /// Pages of the console are for people.
    private static Map<String, Route> rows() {
        return WORLD.front().part(Routes.class).rows().stream()
                .filter(row -> !row.page())
                .collect(Collectors.toMap(
                        row -> row.method() + " " + ApiDocument.blank(row.path().getPatternString()),
                        Function.identity()));
    }
}
