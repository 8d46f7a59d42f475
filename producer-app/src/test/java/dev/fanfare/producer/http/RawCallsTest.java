package dev.fanfare.producer.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.producer.fakes.World;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Calls as bytes on a socket, since clients correct what they send.
@DisplayName("what is said on the wire is answered as documented")
class RawCallsTest {

    @RegisterExtension
    static final World WORLD = new World();

    private static final String EVENT = """
            {"specversion":"1.0","id":"%s","source":"/raw","type":"t","recipients":"ada","title":"x"}""";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/rules\u0001 HTTP/1.1",
                "GET /v1/rules HTTP/9.9",
                "GET /v1/ru les HTTP/1.1",
                "GET /v1/rules/%zz HTTP/1.1",
                "GET /v1/rules?q=%zz HTTP/1.1",
                "GET /v1/rules/%00 HTTP/1.1",
                "GET /v1/rules/%c3%28 HTTP/1.1",
                "G@T /v1/rules HTTP/1.1",
                "hello"
            })
    void what_is_no_http_is_a_problem_without_the_servers_words(String line) throws IOException {
        String answer = raw(line + "\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer).containsPattern("^HTTP/1.1 (4\\d\\d|505) ");
        assertProblem(answer);
    }

    @Test
    void headers_without_end_are_a_problem() throws IOException {
        String answer = raw("GET /v1/rules HTTP/1.1\r\nHost: localhost\r\nX-Long: " + "x".repeat(17_000) + "\r\n\r\n");

        assertThat(answer).containsPattern("^HTTP/1.1 4(00|31) ");
        assertProblem(answer);
    }

    @ParameterizedTest
    @CsvSource({"HEAD,/v1/events", "PUT,/v1/events", "PATCH,/v1/rules/a", "HEAD,/v1/rules/a", "FLY,/v1/rules"})
    void another_method_is_405_and_says_which_there_are(String method, String path) throws IOException {
        String answer = raw(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 405").containsPattern("\r\nAllow: [A-Z, ]+\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "http://user@localhost:3000,403",
        "http://localhost@evil.example,403",
        "http://localhost/path,403",
        "file://localhost,403",
        "http://localhost:3000,200"
    })
    void an_origin_is_scheme_host_and_port_only(String origin, int status) throws IOException {
        assertThat(raw("GET /v1/rules HTTP/1.1\r\nHost: localhost\r\nOrigin: " + origin
                        + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 " + status);
    }

    @ParameterizedTest
    @CsvSource({
        "return=minimal,true",
        "respond-async; return=minimal,false",
        "'respond-async, Return=\"minimal\"; x=1',true",
        "'return=representation, return=minimal',false",
        "xreturn=minimal,false"
    })
    void a_preference_is_applied_as_rfc_7240_has_it(String prefer, boolean minimal) throws IOException {
        String answer = post("/v1/events", "Prefer: " + prefer + "\r\n", EVENT.formatted("p-" + prefer.hashCode()));

        assertThat(answer).startsWith("HTTP/1.1 202");
        if (minimal) {
            assertThat(answer)
                    .contains("\r\nPreference-Applied: return=minimal\r\n")
                    .contains("\r\nLocation: /v1/events/")
                    .endsWith("\r\n\r\n");
        } else {
            assertThat(answer).doesNotContain("Preference-Applied").contains("{\"accepted\":1");
        }
    }

    @Test
    void the_address_asks_for_no_body_as_well_and_for_nothing_else() throws IOException {
        assertThat(post("/v1/events?reply=none", "", EVENT.formatted("r-1")))
                .startsWith("HTTP/1.1 202")
                .contains("\r\nLocation: /v1/events/")
                .doesNotContain("Preference-Applied")
                .endsWith("\r\n\r\n");
        assertThat(post("/v1/events?reply=some", "", EVENT.formatted("r-2")))
                .startsWith("HTTP/1.1 400")
                .contains("\"field\":\"reply\"");
    }

    @ParameterizedTest
    @CsvSource({"/v1/rules?format=xml,format", "/v1/rules?limit=0,limit", "/v1/templates?cursor=%25,cursor"})
    void a_word_that_is_not_on_the_list_is_refused_by_name(String path, String field) throws IOException {
        assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("\"field\":\"" + field + "\"");
    }

    @Test
    void half_a_character_is_refused_with_its_field() throws IOException {
        assertThat(post("/v1/events", "", EVENT.formatted("\\ud800")))
                .startsWith("HTTP/1.1 400")
                .contains("\"field\":\"id\"");
        assertThat(post("/v1/events", "", EVENT.formatted("h-1\",\"data\":{\"a\":\"\\udfff\"},\"subject\":\"s")))
                .startsWith("HTTP/1.1 400")
                .contains("\"field\":\"data.a\"");
    }

    @Test
    void an_attribute_that_stands_in_two_headers_is_refused() throws IOException {
        String attributes = "ce-specversion: 1.0\r\nce-id: 1\r\nce-id: 2\r\nce-source: /s\r\nce-type: t\r\n";
        String answer = raw(
                "POST /v1/events HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n"
                        + attributes + "Content-Length: 2\r\n\r\n{}");

        assertThat(answer).startsWith("HTTP/1.1 400").contains("\"field\":\"id\"");
    }

    @Test
    void a_batch_and_a_stream_that_went_through_can_be_answered_briefly() throws IOException {
        String batch = "[" + EVENT.formatted("b-1") + "]";
        assertThat(post("/v1/events?reply=none", "application/cloudevents-batch+json", "", batch))
                .startsWith("HTTP/1.1 202")
                .endsWith("\r\n\r\n");
        assertThat(post(
                        "/v1/events?reply=none",
                        "application/x-ndjson",
                        "",
                        EVENT.formatted("b-2").replace("\n", "")))
                .startsWith("HTTP/1.1 202")
                .endsWith("\r\n\r\n");
        assertThat(post(
                        "/v1/events?reply=none",
                        "application/cloudevents-batch+json",
                        "",
                        "[" + EVENT.formatted("b-3") + ",7]"))
                .startsWith("HTTP/1.1 202")
                .contains("\"rejected\":[{\"index\":1");
    }

    private static void assertProblem(String answer) {
        assertThat(answer)
                .containsIgnoringCase("\r\nContent-Type: application/problem+json")
                .doesNotContain("<html")
                .doesNotContain("Tomcat")
                .doesNotContain("Exception")
                .doesNotContain("\tat ");
    }

    private static String post(String path, String headers, String body) throws IOException {
        return post(path, "application/cloudevents+json", headers, body);
    }

    private static String post(String path, String type, String headers, String body) throws IOException {
        return raw("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: " + type
                + "\r\n" + headers + "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n"
                + body);
    }

    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", WORLD.front().port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (SocketException reset) {
            throw new IOException("no answer to " + request.lines().findFirst().orElse(""), reset);
        }
    }
}
