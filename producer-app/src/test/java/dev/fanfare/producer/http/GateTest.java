package dev.fanfare.producer.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.producer.fakes.Answer;
import dev.fanfare.producer.fakes.Front;
import dev.fanfare.producer.fakes.World;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {

    @RegisterExtension
    static final World WORLD = new World();

    @ParameterizedTest
    @CsvSource({
        "localhost, 200",
        "LOCALHOST, 200",
        "127.0.0.1, 200",
        "127.9.9.9:8080, 200",
        "[::1]:80, 200",
        "evil.example, 403",
        "localhost.evil.example, 403",
        "127.0.0.1.evil.example, 403",
        "10.0.0.1, 403"
    })
    void only_known_hosts_are_answered(String host, int status) throws IOException {
        assertThat(raw("GET /v1/rules HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 " + status);
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:3000, 200",
        "http://127.0.0.1, 200",
        "https://evil.example, 403",
        "null, 403",
        "http://localhost.evil.example, 403",
        "%%%, 403"
    })
    void pages_of_other_sites_may_not_call(String origin, int status) {
        Answer answer = WORLD.front()
                .send(WORLD.front().call("/v1/rules").header("Origin", origin).GET());

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/xml",
                "nonsense"
            })
    void a_body_of_another_kind_is_415(String type) {
        Answer answer = WORLD.front().post("/v1/events", type, "{}");

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.json().path("detail").asString()).contains("application/cloudevents+json");
    }

    @Test
    void a_body_without_a_kind_is_415() {
        assertThat(WORLD.front()
                        .send(WORLD.front().call("/v1/rules/a").PUT(Front.text("{}")))
                        .status())
                .isEqualTo(415);
    }

    @Test
    void parameters_of_a_content_type_do_not_matter() {
        assertThat(WORLD.front()
                        .post("/v1/events", "application/cloudevents+json; charset=UTF-8", "{}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void a_known_path_with_another_method_is_405() {
        Answer answer = WORLD.front().delete("/v1/events");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).isEqualTo("GET, POST");
        assertThat(WORLD.front()
                        .send(WORLD.front().call("/v1/rules").method("TRACE", Front.text("")))
                        .status())
                .isEqualTo(405);
    }

    @Test
    void an_unknown_path_is_404() {
        Answer answer = WORLD.front().get("/v2/events");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void health_answers_every_host_since_probes_have_none() throws IOException {
        assertThat(raw("GET /actuator/health HTTP/1.1\r\nHost: 10.1.2.3\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void long_headers_are_refused() {
        Answer answer = WORLD.front()
                .send(WORLD.front()
                        .call("/v1/rules")
                        .header("X-Long", "x".repeat(20_000))
                        .GET());

        assertThat(answer.status()).isIn(400, 431);
    }

    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", WORLD.front().port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
