package dev.fanfare.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.fanfare.schemas.EventKey;
import dev.fanfare.standalone.broker.BrokerSettings;
import dev.fanfare.standalone.broker.EmbeddedBroker;
import dev.fanfare.standalone.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineTest {

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<String> calls = new ArrayList<>();
    private final List<String> answers = new ArrayList<>();
    private HttpServer frontDoor;
    private int status = 200;

    @BeforeEach
    void open() throws IOException {
        frontDoor = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        frontDoor.createContext("/", call -> {
            calls.add(call.getRequestMethod() + " " + call.getRequestURI().getRawPath() + " "
                    + call.getRequestHeaders().getFirst("Authorization") + " "
                    + new String(call.getRequestBody().readAllBytes(), UTF_8));
            byte[] answer = answers.removeFirst().getBytes(UTF_8);
            call.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
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
    void without_a_command_or_with_a_wrong_one_it_exits_with_2_and_explains() {
        assertThat(run()).isEqualTo(2);
        assertThat(run("stauts")).isEqualTo(2);
        assertThat(err.toString(UTF_8))
                .contains("Missing required subcommand")
                .contains("did you mean 'fanfare status'?");
        assertThat(out.toString(UTF_8)).isEmpty();
    }

    @Test
    void a_url_that_is_none_is_wrong_usage() {
        assertThat(run("status", "K", "--url", "localhost:8080")).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("--url").contains("localhost:8080");
    }

    @Test
    void a_front_door_that_nobody_opens_is_named_with_a_remedy() {
        frontDoor.stop(0);
        assertThat(at("status", "K")).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains(url()).contains("./fanfare up");
    }

    @Test
    void what_is_sent_goes_through_as_it_is_and_counts_come_back() throws IOException {
        Path events =
                Files.writeString(folder.resolve("events.jsonl"), "{\"id\":\"1\",\"source\":\"/a\"}\n{\"id\":\"2\"}\n");
        answers.add("{\"accepted\":2,\"rejected\":[]}");
        assertThat(at("send", events.toString(), "--key", "secret")).isZero();
        assertThat(calls)
                .containsExactly("POST /v1/events Bearer secret {\"id\":\"1\",\"source\":\"/a\"}\n{\"id\":\"2\"}\n");
        assertThat(out.toString(UTF_8)).isEqualToIgnoringNewLines(EventKey.of("/a", "1"));
        assertThat(err.toString(UTF_8))
                .contains("100 %")
                .contains("accepted 2, rejected 0")
                .doesNotContain("secret");
    }

    @Test
    void what_holds_no_events_line_by_line_is_named_before_anything_is_sent() throws IOException {
        String path = folder.resolve("events.json").toString();
        assertThat(at("send", path)).isEqualTo(1);
        assertThat(at("send", folder.toString())).isEqualTo(1);
        assertThat(at("send", file("\n\n"))).isEqualTo(1);
        assertThat(at("send", file("\n{\n  \"id\": \"1\"\n}\n"))).isEqualTo(1);
        assertThat(at("send", file("[{\"id\": \"1\"}]"))).isEqualTo(1);
        assertThat(err.toString(UTF_8))
                .contains("there is no file " + path)
                .contains(folder + " is a folder")
                .contains("file.json holds no events")
                .contains("file.json, line 2 is not a whole JSON object: an event must stand on one line")
                .contains("file.json, line 1 is no JSON object");
        assertThat(calls).isEmpty();
    }

    @Test
    void a_key_that_nobody_knows_is_told_from_one_that_is_none() {
        status = 404;
        answers.addAll(List.of("{}", "{}"));
        assertThat(at("status", "WRONGKEY")).isEqualTo(1);
        assertThat(at("status", "abcdefghijklmnopqrstuv")).isEqualTo(1);
        assertThat(err.toString(UTF_8))
                .contains("no event has the key 'WRONGKEY'; a key has 22 letters")
                .contains("no event has the key 'abcdefghijklmnopqrstuv'; it may have been");
    }

    @Test
    void recipients_are_asked_for_one_by_one() {
        assertThat(at("recipients", "get")).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("recipients get needs an ID");
        assertThat(calls).isEmpty();
    }

    @Test
    void a_setting_that_nobody_knows_stops_a_start_before_it_costs_anything() {
        assertThat(run("up", "--data", folder.toString(), "--fanfare.email.smtp.hots=mail"))
                .isEqualTo(2);
        assertThat(run("run", "fanout", "--data", folder.toString(), "--fanfare.fanout.chunk=5"))
                .isEqualTo(2);
        assertThat(run("run", "front", "--port", "0")).isEqualTo(2);
        assertThat(run("run", "back")).isEqualTo(2);
        assertThat(err.toString(UTF_8))
                .contains("fanfare.email.smtp.hots: there is no such setting; did you mean fanfare.email.smtp.host?")
                .contains("fanfare.fanout.chunk: must be 10 to 2000, is 5")
                .contains("--port must be 1 to 65535, is 0")
                .contains("'back'");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_rejected_line_is_named_and_the_work_failed() {
        answers.add("{\"accepted\":1,\"rejected\":[{\"index\":1,\"id\":\"b\",\"problem\":\"type: is missing\"}]}");
        assertThat(at("send", "-")).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("line 2 (b): type: is missing");
        assertThat(calls.getFirst()).endsWith("{\"from\":\"stdin\"}");
    }

    @Test
    void when_none_is_accepted_the_lines_are_still_named() {
        status = 422;
        answers.add(
                "{\"title\":\"none\",\"accepted\":0,\"rejected\":[{\"index\":0,\"problem\":{\"detail\":\"no rule\"}}]}");
        assertThat(at("send", "-")).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("line 1: no rule");
    }

    @Test
    void a_problem_is_told_in_its_own_words_with_its_field() {
        status = 400;
        answers.add(
                "{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400,\"detail\":\"ttl: is not a duration\",\"field\":\"ttl\"}");
        assertThat(at("rules", "put", "a/b", file("{}"))).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("ttl: is not a duration [field: ttl] (400)");
        assertThat(calls.getFirst()).startsWith("PUT /v1/rules/a%2Fb ");
    }

    @Test
    void a_missing_key_comes_with_its_remedy() {
        status = 401;
        answers.add("");
        assertThat(at("recipients", "get", "ada")).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("401").contains("FANFARE_KEY");
    }

    @Test
    void many_recipients_go_as_lines() {
        answers.add("{\"accepted\":1,\"rejected\":[]}");
        assertThat(at("recipients", "put", file("{\"id\":\"ada\"}\n"))).isZero();
        assertThat(calls.getFirst()).startsWith("POST /v1/recipients ").endsWith("{\"id\":\"ada\"}\n");
    }

    @Test
    void following_ends_when_the_event_is_final() {
        String open =
                "{\"key\":\"K\",\"state\":\"DELIVERING\",\"progress\":0.5,\"channels\":{\"email\":{\"expected\":2,\"delivered\":1,\"open\":{\"queued\":1}}}}";
        String done =
                "{\"key\":\"K\",\"state\":\"DONE\",\"progress\":1,\"recipients\":2,\"channels\":{\"email\":{\"expected\":2,\"delivered\":1,\"skipped\":1,\"open\":{\"queued\":0}}},\"reasons\":{\"muted\":1}}";
        answers.addAll(List.of(open, open, done));
        assertThat(at("status", "K", "--follow")).isZero();
        assertThat(calls).hasSize(3);
        assertThat(out.toString(UTF_8)).contains("DONE, 2 recipients").contains("why not delivered: muted 1");
        assertThat(out.toString(UTF_8)
                        .lines()
                        .filter(line -> line.startsWith("email"))
                        .findFirst()
                        .orElseThrow())
                .matches("email +2 +1 +1 +0 +0 +0 +0 +0 +0");
    }

    @Test
    void json_is_the_answer_as_it_came() {
        answers.add("{\"key\":\"K\",\"state\":\"DONE\"}");
        assertThat(at("status", "K", "--json")).isZero();
        assertThat(out.toString(UTF_8)).isEqualToIgnoringNewLines("{\"key\":\"K\",\"state\":\"DONE\"}");
    }

    @Test
    @DisplayName("S4-13 a taken port fails the check with a remedy")
    void a_taken_port_fails_the_check_with_a_remedy() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(taken.getLocalPort());
            assertThat(run("check", "--port", port, "--data", folder.toString()))
                    .isEqualTo(1);
            assertThat(out.toString(UTF_8))
                    .contains("FAIL  port " + port + ": taken")
                    .contains("--port N");
        }
    }

    @Test
    @DisplayName("S4-13 a broker registry and mail server that do not answer fail the check")
    void a_broker_registry_and_mail_server_that_do_not_answer_fail_the_check() throws IOException {
        String closed;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = "127.0.0.1:" + socket.getLocalPort();
        }
        assertThat(run("check", "--json", "--kafka", closed, "--registry", "http://" + closed, "--smtp", closed))
                .isEqualTo(1);
        assertThat(out.toString(UTF_8))
                .contains("\"about\":\"kafka\",\"remedy\"")
                .contains("\"about\":\"registry\",\"remedy\"")
                .contains("\"about\":\"smtp\",\"remedy\"");
    }

    @Test
    void up_takes_settings_by_their_names_but_not_its_own() {
        assertThat(run("up", "--fanfare.kafka.bootstrap-servers=elsewhere:1")).isEqualTo(2);
        assertThat(err.toString(UTF_8))
                .contains("fanfare.kafka.bootstrap-servers")
                .contains("--kafka");
        assertThat(run("up", "--nonsense")).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("'--nonsense' is neither an option nor a setting");
    }

    @Test
    @DisplayName("S2-34 topics are told as the running pipeline has them")
    void topics_are_told_as_the_running_pipeline_has_them() throws Exception {
        assertThat(run("topics", "--data", folder.toString())).isZero();
        assertThat(err.toString(UTF_8)).contains("no running pipeline was found");
        assertThat(out.toString(UTF_8)).containsPattern("fanfare\\.recipients +12 ");
        out.reset();
        try (var broker = EmbeddedBroker.start(BrokerSettings.in(folder.resolve("kafka")));
                var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic("fanfare.recipients", 3, (short) 1)))
                    .all()
                    .get();
            assertThat(run("topics", "--data", folder.toString())).isZero();
        }
        assertThat(out.toString(UTF_8)).containsPattern("fanfare\\.recipients +3 ");
    }

    @Test
    void a_demo_for_too_few_is_wrong_usage() {
        assertThat(run("demo", "--recipients", "3")).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("--recipients must be at least 10, is 3");
    }

    private int at(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--url", url()));
        return run(all.toArray(String[]::new));
    }

    private int run(String... args) {
        var terminal = new Terminal(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), false);
        return Fanfare.run(terminal, new ByteArrayInputStream("{\"from\":\"stdin\"}".getBytes(UTF_8)), args);
    }

    private String url() {
        return "http://127.0.0.1:" + frontDoor.getAddress().getPort();
    }

    private String file(String content) {
        try {
            return Files.writeString(folder.resolve("file.json"), content).toString();
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }
}
