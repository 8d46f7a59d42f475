package dev.fanfare.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.fanfare.standalone.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `trail`, `analytics`, `smoke` and `completion`.
class SeeingCommandsTest {

    private static final String KEY = "abcdefghijklmnopqrstuv";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<String> calls = new ArrayList<>();
    private final Map<String, String> answers = new HashMap<>();
    private HttpServer frontDoor;

    @BeforeEach
    void open() throws IOException {
        frontDoor = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        frontDoor.createContext("/", call -> {
            calls.add(call.getRequestMethod() + " " + call.getRequestURI());
            call.getRequestBody().readAllBytes();
            String said = answers.getOrDefault(
                    call.getRequestURI().toString(),
                    answers.get(call.getRequestURI().getPath()));
            byte[] answer = (said == null ? "{\"detail\": \"unknown\"}" : said).getBytes(UTF_8);
            call.sendResponseHeaders(said == null ? 404 : 200, answer.length);
            call.getResponseBody().write(answer);
            call.close();
        });
        frontDoor.start();
    }

    @AfterEach
    void close() {
        frontDoor.stop(0);
    }

    @Test
    void a_trail_is_a_line_for_each_step() {
        answers.put("/v1/events/" + KEY + "/recipients/ada", """
                {"why": null, "trail": [
                 {"at": "2026-03-01T08:00:00Z", "step": "matched", "rule": {"type": "x", "version": 3},
                  "template": {"name": "order", "version": 2}},
                 {"at": "2026-03-01T08:00:01Z", "step": "attempt", "channel": "email", "attempt": 1,
                  "answer": "DEFERRED", "provider": "smtp", "error": "421 too\\nbusy"}]}""");

        assertThat(run("trail", KEY, "ada")).isZero();
        assertThat(lines())
                .contains(
                        "2026-03-01T08:00:00Z matched - rule version 3, template order, version 2",
                        "2026-03-01T08:00:01Z attempt email attempt 1, DEFERRED, by smtp, 421 too busy");
    }

    @Test
    void whoever_was_not_told_is_told_why() {
        answers.put("/v1/events/" + KEY + "/recipients/bob", "{\"why\": \"not met yet\", \"trail\": []}");

        assertThat(run("trail", KEY, "bob")).isZero();
        assertThat(lines()).contains("not met yet");
        assertThat(run("trail", KEY, "nobody")).isOne();
        assertThat(err.toString(UTF_8)).contains("no event has the key");
    }

    @Test
    void analytics_is_a_table_or_as_it_came() {
        answers.put("/v1/analytics", """
                {"items": [{"day": "2026-03-01", "type": "order", "channel": "email", "sent": 1204, "delivered": 3,
                 "read": 0, "failed": 9, "skipped": 1, "medianSeconds": 0.42,
                 "causes": [{"errorCategory": "rejected", "error": "550", "count": 7}]}], "next": null}""");

        assertThat(run("analytics", "--channel", "email", "--by", "day,type")).isZero();
        assertThat(lines()).contains("2026-03-01 order email 1,204 3 0 9 1 0.42 s rejected");
        assertThat(calls).containsExactly("GET /v1/analytics?channel=email&by=day%2Ctype&format=json&limit=1000");
    }

    @Test
    void analytics_goes_on_behind_a_page() {
        String row = "{\"day\": \"2026-03-01\", \"type\": \"%s\", \"channel\": \"email\", \"causes\": []}";
        answers.put("/v1/analytics", "{\"items\": [" + row.formatted("one") + "], \"next\": \"b/c\"}");
        answers.put(
                "/v1/analytics?format=json&limit=1000&cursor=b%2Fc",
                "{\"items\": [" + row.formatted("two") + "], \"next\": null}");

        assertThat(run("analytics", "--json")).isZero();
        assertThat(out.toString(UTF_8)).contains("\"one\"", "\"two\"");
        assertThat(calls).hasSize(2);
    }

    @Test
    @DisplayName("S3-17, S4-16: five looks at a running system, from Kafka to the inbox")
    void smoke_looks_five_times() {
        answers.put("/actuator/health/readiness", "{}");
        answers.put("/actuator/health", "{\"components\": {\"kafka\": {\"status\": \"UP\"}}}");
        answers.put("/v1/channels", "{\"items\": [{}], \"away\": []}");
        answers.put("/v1/recipients/fanfare-smoke", "{}");
        answers.put("/v1/events", "{\"events\": [{\"key\": \"" + KEY + "\"}]}");
        answers.put("/v1/recipients/fanfare-smoke/inbox", "{\"items\": [{\"event\": \"" + KEY + "\"}]}");
        answers.put("/v1/recipients/fanfare-smoke/inbox/read-all", "{}");

        assertThat(run("smoke")).isZero();
        assertThat(lines()).hasSize(5).allMatch(line -> line.startsWith("ok ") || line.startsWith("warn accept"));
    }

    @Test
    void smoke_says_what_is_wrong_and_goes_on() {
        answers.put("/actuator/health/readiness", "{}");

        assertThat(run("smoke", "--json")).isOne();
        assertThat(out.toString(UTF_8))
                .contains("\"about\":\"front door\",\"result\":\"ok\"")
                .contains("\"result\":\"fail\"");
    }

    @Test
    void bash_understands_the_script_and_completes(@TempDir Path folder) throws Exception {
        assertThat(run("completion")).isZero();
        Path script = Files.writeString(folder.resolve("fanfare-completion"), out.toString(UTF_8));
        Process bash = new ProcessBuilder(
                        "bash",
                        "-c",
                        "source '" + script + "' && COMP_WORDS=(fanfare tra) && COMP_CWORD=1 && "
                                + "_complete_fanfare && printf '%s\n' \"${COMPREPLY[@]}\"")
                .redirectErrorStream(true)
                .start();
        assertThat(bash.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(new String(bash.getInputStream().readAllBytes(), UTF_8).lines())
                .containsExactly("trail");
    }

    @Test
    void zsh_is_told_to_understand_it() {
        assertThat(run("completion", "zsh")).isZero();
        assertThat(out.toString(UTF_8)).contains("bashcompinit").contains("complete ");
    }

    private List<String> lines() {
        return out.toString(UTF_8)
                .lines()
                .map(line -> line.replaceAll(" +", " ").strip())
                .toList();
    }

    private int run(String... arguments) {
        String url = "http://127.0.0.1:" + frontDoor.getAddress().getPort();
        boolean calls = !arguments[0].equals("completion");
        return Fanfare.run(
                new Terminal(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), false),
                InputStream.nullInputStream(),
                Stream.concat(Stream.of(arguments), calls ? Stream.of("--url", url) : Stream.empty())
                        .toArray(String[]::new));
    }
}
