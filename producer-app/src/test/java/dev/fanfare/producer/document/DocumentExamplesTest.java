package dev.fanfare.producer.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.producer.document.ApiDocument.Call;
import dev.fanfare.producer.fakes.Answer;
import dev.fanfare.producer.fakes.Front;
import dev.fanfare.producer.fakes.World;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the document shows is what happens: its requests are made, and answers held to its schemas.
class DocumentExamplesTest {

    @RegisterExtension
    static final World WORLD = new World();

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String JSON_TYPE = "application/json";
    private static final String KEY = "SBgUBpRFDT0I8tCRUDC2xw";

    private final ApiDocument document =
            ApiDocument.read(WORLD.front().get("/openapi.json").body());

    /// One request that the document shows.
    private record Shown(Call call, String type, JsonNode media, JsonNode value) {}

    @Test
    void its_requests_are_accepted_and_answered_as_it_says() {
        WORLD.streams()
                .says("/v1/events/" + KEY, 200, "{\"key\":\"" + KEY + "\",\"state\":\"DELIVERING\"}")
                .says("/internal/preview", 200, "{\"items\":[]}");

        List<Shown> requests = requests();
        assertThat(requests).hasSizeGreaterThan(18);
        for (Shown request : requests) {
            Answer answer = WORLD.front().send(made(request));
            assertThat(answer.status())
                    .as("%s %s: %s", request.call(), request.value(), answer.body())
                    .isIn(200, 201, 202, 204);
            assertIsAsDocumented(request.call(), answer);
            assertThat(request.call().says().path("responses").has(String.valueOf(answer.status())))
                    .as("%s answers %d", request.call(), answer.status())
                    .isTrue();
            if (answer.header("Content-Type").startsWith(JSON_TYPE)) {
                assertThat(answer.json().path("rejected")).as(answer.body()).isEmpty();
            }
        }
    }

    @Test
    void what_the_front_door_answers_itself_is_as_it_says() {
        its_requests_are_accepted_and_answered_as_it_says();
        for (String path : List.of(
                "/v1/rules",
                "/v1/rules/community.post",
                "/v1/rules/community.post/versions",
                "/v1/templates?limit=1",
                "/v1/templates/community-post",
                "/v1/templates/community-post/versions",
                "/v1/audit",
                "/v1/channels",
                "/actuator/health")) {
            WORLD.channels().says("/v1/channels", 200, "{\"items\":[]}");
            Answer answer = WORLD.front().get(path);
            assertThat(answer.status()).as(path + answer.body()).isEqualTo(200);
            assertIsAsDocumented(call("GET", path), answer);
        }
    }

    @Test
    void its_refusals_are_problems_as_it_says() {
        assertIsAsDocumented(call("GET", "/v1/rules"), WORLD.front().get("/v1/rules?limit=0"), 400);
        assertIsAsDocumented(call("GET", "/v1/rules/x"), WORLD.front().get("/v1/rules/x"), 404);
        assertIsAsDocumented(
                call("POST", "/v1/events"), WORLD.front().event("{\"specversion\":\"1.0\",\"id\":\"x\"}"), 400);
        assertIsAsDocumented(
                call("PUT", "/v1/rules/x"),
                WORLD.front().put("/v1/rules/x", "{\"channels\":[\"email\"],\"template\":\"is-not-there\"}"),
                422);
        assertIsAsDocumented(
                call("PUT", "/v1/rules/x"),
                WORLD.front()
                        .send(WORLD.front()
                                .call("/v1/rules/x")
                                .header("Content-Type", "text/plain")
                                .PUT(Front.text("{}"))),
                415);
    }

    @Test
    void its_examples_are_as_its_schemas_say() {
        List<String> faults = new ArrayList<>();
        for (Call call : document.calls()) {
            bodies(call).forEach(media -> document.examples(media)
                    .forEach(value -> document.strictFaults(media.path("schema"), value)
                            .forEach(fault -> faults.add(call + ": " + fault))));
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void a_schema_of_it_refuses_what_is_not_so() {
        JsonNode schema = document.response(call("GET", "/v1/rules"), 200)
                .path("content")
                .path(JSON_TYPE)
                .path("schema");
        assertThat(document.strictFaults(schema, JSON.readTree("{\"items\":[],\"next\":null}")))
                .isEmpty();
        assertThat(document.strictFaults(schema, JSON.readTree("{\"items\":[{\"type\":1}],\"next\":null}")))
                .isNotEmpty();
        assertThat(document.strictFaults(schema, JSON.readTree("{\"items\":[],\"next\":null,\"more\":1}")))
                .isNotEmpty();
    }

    /// Templates first, since rules need them.
    private List<Shown> requests() {
        return document.calls().stream()
                .sorted(Comparator.comparing(call -> !call.path().startsWith("/v1/templates")))
                .filter(call -> !call.says()
                        .path("requestBody")
                        .path("x-type-unchecked")
                        .asBoolean(false))
                .flatMap(call -> call.says().path("requestBody").path("content").properties().stream()
                        .flatMap(media -> document.examples(media.getValue()).stream()
                                .map(value -> new Shown(call, media.getKey(), media.getValue(), value))))
                .toList();
    }

    private HttpRequest.Builder made(Shown request) {
        String path = request.call().path();
        for (JsonNode parameter : document.parameters(request.call())) {
            if (parameter.path("in").asString("").equals("path")) {
                path = path.replace(
                        "{" + parameter.path("name").stringValue() + "}",
                        URLEncoder.encode(parameter.path("example").stringValue(), StandardCharsets.UTF_8));
            }
        }
        String body = request.value().isString()
                ? request.value().stringValue()
                : request.value().toString();
        HttpRequest.Builder made = WORLD.front()
                .call(path)
                .header("Content-Type", request.type())
                .method(request.call().method(), Front.text(body));
        request.media()
                .path("x-example-headers")
                .properties()
                .forEach(
                        header -> made.header(header.getKey(), header.getValue().stringValue()));
        return made;
    }

    private Stream<JsonNode> bodies(Call call) {
        Stream<JsonNode> answers = call.says().path("responses").valueStream().map(document::resolved);
        return Stream.concat(Stream.of(call.says().path("requestBody")), answers)
                .flatMap(body -> body.path("content").valueStream());
    }

    private Call call(String method, String path) {
        String plain = path.replaceAll("\\?.*", "");
        return document.calls().stream()
                .filter(call -> call.method().equals(method)
                        && plain.matches(call.path().replaceAll("\\{[^}]*}", "[^/]+")))
                .min(Comparator.comparing(call -> call.path().contains("{")))
                .orElseThrow();
    }

    private void assertIsAsDocumented(Call call, Answer answer, int status) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(call.says().path("responses").has(String.valueOf(status)) || status >= 400)
                .isTrue();
        assertIsAsDocumented(call, answer);
    }

    private void assertIsAsDocumented(Call call, Answer answer) {
        JsonNode response = document.response(call, answer.status());
        if (answer.body().isEmpty()) {
            assertThat(response.path("content")).isEmpty();
            return;
        }
        String type = answer.header("Content-Type").replaceAll(";.*", "");
        JsonNode media = response.path("content").path(type);
        assertThat(media.isObject())
                .as("%s answers %d with %s", call, answer.status(), type)
                .isTrue();
        assertThat(document.strictFaults(media.path("schema"), answer.json()))
                .as("%s answers %d with %s", call, answer.status(), answer.body())
                .isEmpty();
    }
}
