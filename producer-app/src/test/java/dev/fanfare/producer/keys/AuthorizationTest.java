package dev.fanfare.producer.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.producer.fakes.Answer;
import dev.fanfare.producer.fakes.Front;
import dev.fanfare.producer.fakes.World;
import dev.fanfare.producer.http.Route;
import dev.fanfare.producer.http.Routes;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpMethod;

/// Every call of the table with every kind of key, at the real server.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuthorizationTest {

    @RegisterExtension
    static final World WORLD = new World();

    private static final List<Role> ROLES = List.of(Role.SEND, Role.READ, Role.OPERATE, Role.ADMIN);
    private static final Set<String> THEIRS = Set.of(
            "GET /v1/recipients/{id}/inbox",
            "GET /v1/recipients/{id}/inbox/unread",
            "POST /v1/recipients/{id}/inbox/{delivery}/read",
            "POST /v1/recipients/{id}/inbox/{delivery}/dismiss",
            "POST /v1/recipients/{id}/inbox/read-all",
            "GET /v1/recipients/{id}/preferences",
            "PUT /v1/recipients/{id}/preferences",
            "GET /v1/recipients/{id}/stream");
    private Front front;

    @BeforeAll
    void start() {
        front = Front.start(
                WORLD.broker().bootstrap(),
                WORLD.streams(),
                WORLD.channels(),
                Map.of(
                        "fanfare.tokens.secret",
                        "a secret of 32 characters or more",
                        "fanfare.api.keys",
                        "send:send:secret-of-send,read:read:secret-of-read,operate:operate:secret-of-operate,"
                                + "admin:admin:secret-of-admin,slow:read@1:secret-of-slow"));
    }

    @AfterAll
    void stop() {
        front.close();
    }

    @ParameterizedTest
    @CsvSource({"Bearer secret-of-read, 200", "Bearer wrong, 401", "none, 403"})
    void who_shows_a_key_may_call_by_any_name(String shown, int status) throws IOException {
        assertThat(raw("GET /v1/rules HTTP/1.1\r\nHost: fanfare-front.shop.svc:8080\r\nConnection: close\r\n"
                        + (shown.equals("none") ? "" : "Authorization: " + shown + "\r\n") + "\r\n"))
                .startsWith("HTTP/1.1 " + status);
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", front.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @TestFactory
    Stream<DynamicTest> every_call_asks_for_its_role() {
        List<Route> rows = front.part(Routes.class).rows();
        assertThat(rows).hasSizeGreaterThan(30);
        return rows.stream().flatMap(row -> ROLES.stream()
                .map(role -> DynamicTest.dynamicTest(row + " with " + role, () -> answersAsItsRoleSays(row, role))));
    }

    @TestFactory
    Stream<DynamicTest> no_call_but_health_is_answered_without_a_key() {
        return front.part(Routes.class).rows().stream()
                .map(row -> DynamicTest.dynamicTest(row.toString(), () -> {
                    Answer answer = call(row, null);
                    if (carriesItsOwnProof(row)) {
                        assertThat(answer.status()).as("without it").isEqualTo(403);
                    } else if (row.page()) {
                        leadsToTheSignIn(row, answer);
                    } else if (row.role() == Role.ANYONE) {
                        assertThat(answer.status()).isEqualTo(200);
                    } else {
                        assertThat(answer.status()).isEqualTo(401);
                        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
                        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
                    }
                }));
    }

    /// What changes something must come from a page of ours even before that.
    private static void leadsToTheSignIn(Route row, Answer answer) {
        if (row.method() == HttpMethod.POST) {
            assertThat(answer.status()).isEqualTo(403);
        } else if (row.role() == Role.ANYONE) {
            assertThat(answer.status()).isIn(200, 404);
        } else {
            assertThat(answer.status()).isEqualTo(303);
            assertThat(answer.header("Location")).startsWith("/console/sign-in?then=");
        }
    }

    @TestFactory
    Stream<DynamicTest> a_persons_token_opens_what_is_theirs_and_nothing_else() {
        String own = "Bearer " + tokenOf("x");
        String others = "Bearer " + tokenOf("y");
        return front.part(Routes.class).rows().stream()
                .filter(row -> row.role() != Role.ANYONE)
                .map(row -> DynamicTest.dynamicTest(row.toString(), () -> {
                    if (THEIRS.contains(row.toString())) {
                        assertThat(call(row, own).status()).isNotIn(401, 403, 405, 415, 500);
                    } else {
                        assertThat(call(row, own).status()).isEqualTo(403);
                    }
                    assertThat(call(row, others).status()).isEqualTo(403);
                }));
    }

    private String tokenOf(String person) {
        Answer answer = front.send(front.call("/v1/recipients/" + person + "/tokens")
                .header("Authorization", "Bearer secret-of-operate")
                .POST(Front.text("")));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.json().path("token").asString();
    }

    @Test
    void what_is_not_in_the_table_needs_a_key_too() {
        for (String path : List.of(
                "/v1/unknown", "/console/unknown", "/actuator", "/actuator/env", "/internal/in-force", "/error")) {
            assertThat(front.get(path).status()).as(path).isEqualTo(401);
            assertThat(front.send(front.call(path)
                                    .header("Authorization", "Bearer secret-of-admin")
                                    .GET())
                            .status())
                    .as(path)
                    .isEqualTo(404);
        }
    }

    @Test
    void a_wrong_key_is_none() {
        assertThat(front.send(front.call("/v1/rules")
                                .header("Authorization", "Bearer secret-of-nobody")
                                .GET())
                        .status())
                .isEqualTo(401);
    }

    @Test
    void over_its_rate_a_key_is_told_to_wait() {
        Awaitility.await().untilAsserted(() -> {
            Answer answer = front.send(front.call("/v1/rules")
                    .header("Authorization", "Bearer secret-of-slow")
                    .GET());
            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.header("Retry-After")).isEqualTo("1");
        });
    }

    @Test
    void an_event_of_a_sender_says_only_what_its_rule_allows() {
        WORLD.front().put("/v1/templates/allowed", "{\"en\":{\"text\":\"x\"}}");
        WORLD.front()
                .put(
                        "/v1/rules/allowed",
                        "{\"channels\":[\"email\"],\"template\":\"allowed\",\"allow\":[\"priority\"]}");
        String event = "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/keys\",\"type\":\"allowed\",\"%s\":\"%s\"}";

        assertThat(send(event.formatted("priority", "high")).status()).isEqualTo(202);
        Answer refused = send(event.formatted("recipients", "ada"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.field()).isEqualTo("recipients");
    }

    private Answer send(String event) {
        return front.send(front.call("/v1/events")
                .header("Authorization", "Bearer secret-of-send")
                .header("Content-Type", Front.EVENT)
                .POST(Front.text(event)));
    }

    private void answersAsItsRoleSays(Route row, Role role) {
        Answer answer = call(row, "Bearer secret-of-" + role.name().toLowerCase(java.util.Locale.ROOT));

        if (carriesItsOwnProof(row)) {
            assertThat(answer.status()).as("without it").isEqualTo(403);
        } else if (row.page() && row.role() == Role.ANYONE) {
            assertThat(answer.status()).as(answer.body()).isNotEqualTo(500);
        } else if (row.role().heldBy(List.of(role))) {
            assertThat(answer.status()).as(answer.body()).isNotIn(401, 403, 405, 415, 500);
        } else {
            assertThat(answer.status()).isEqualTo(403);
        }
    }

    /// A signature, or a signed link: no key stands for it.
    private static boolean carriesItsOwnProof(Route row) {
        String path = row.path().getPatternString();
        return path.startsWith("/u/") || path.startsWith("/v1/receipts/");
    }

    /// With path variables filled in and an empty body of the row's kind.
    private Answer call(Route row, String authorization) {
        String path = row.path()
                .getPatternString()
                .replaceAll("/\\{\\*[a-z]+}", "/liveness")
                .replaceAll("\\{[a-z]+}", "x");
        var call = front.call(path).method(row.method().name(), Front.text(""));
        if (!row.takes().isEmpty()) {
            call.header("Content-Type", row.takes().getFirst().toString());
        }
        if (authorization != null) {
            call.header("Authorization", authorization);
        }
        return front.send(call);
    }
}
