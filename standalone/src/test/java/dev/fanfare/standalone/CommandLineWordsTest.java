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
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is wrong is told in few words, with what would be right and no stack trace.
class CommandLineWordsTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "up --kafka nonsense | '--kafka': must be HOST:PORT, several with commas, is 'nonsense'",
                "run front --kafka a:1,b | is 'a:1,b'",
                "check --kafka a:70000 | is 'a:70000'",
                "topics --kafka nonsense | is 'nonsense'",
                "check --smtp host:abc | '--smtp': must be HOST or HOST:PORT, is 'host:abc'",
                "check --smtp host:70000 | is 'host:70000'",
                "check --port 70000 | --port must be 1 to 65533, is 70000",
                "up --port 65534 | --port must be 1 to 65533, is 65534",
                "run front --port 65536 | --port must be 1 to 65535, is 65536",
                "run fnout | APP must be one of front, fanout, channels, is 'fnout'; did you mean fanout?",
                "run front --prot=8090 | did you mean --port?",
                "up --kafak=a:1 | did you mean --kafka?",
                "status K --folow | 'fanfare status' has no option '--folow'; did you mean --follow?",
                "stats K | did you mean 'fanfare status'?",
            })
    void a_wrong_command_is_told_with_what_may_have_been_meant(String command, String words) {
        assertThat(run(command.split(" "))).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains(words).doesNotContain("\tat ");
        assertThat(out.toString(UTF_8)).isEmpty();
    }

    @Test
    void each_kind_of_reference_data_has_help_of_its_own() {
        assertThat(run("rules", "--help")).isZero();
        assertThat(run("templates", "--help")).isZero();
        assertThat(run("recipients", "--help")).isZero();
        assertThat(out.toString(UTF_8))
                .containsOnlyOnce("remove rules")
                .containsOnlyOnce("remove templates")
                .containsOnlyOnce("remove people");
    }

    @Test
    void topics_of_a_broker_that_does_not_answer_are_not_told() throws IOException {
        String closed;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = "127.0.0.1:" + socket.getLocalPort();
        }
        assertThat(run("topics", "--kafka", closed)).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("Kafka does not answer at " + closed);
        assertThat(out.toString(UTF_8)).isEmpty();
    }

    @Test
    void durations_of_topics_are_told_in_days() {
        assertThat(run("topics", "--data", folder.toString())).isZero();
        assertThat(out.toString(UTF_8)).contains("until worked off, then 7d").doesNotContain("PT");
    }

    @Test
    void a_delivery_that_waits_to_be_tried_again_says_why_and_when() throws IOException {
        String status = """
                {"key":"K","type":"t","priority":"normal","state":"DELIVERING","progress":0.5,"recipients":2,
                 "channels":{"email":{"expected":2,"delivered":1,"open":{"queued":0,"held":0,"deferred":1}}}}""";
        String deliveries = """
                {"items":[{"recipient":"ada","channel":"email","state":"DELIVERED"},
                          {"recipient":"alan","channel":"email","state":"DEFERRED","attempts":1,"maxAttempts":5,
                           "nextAttemptAt":"2026-03-01T08:02:06Z","error":"421 try later"}],"next":null}""";
        HttpServer door = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        door.createContext("/", call -> {
            String answer = call.getRequestURI().getPath().endsWith("/deliveries") ? deliveries : status;
            call.sendResponseHeaders(200, answer.length());
            call.getResponseBody().write(answer.getBytes(UTF_8));
            call.close();
        });
        door.start();
        try {
            assertThat(run(
                            "status",
                            "K",
                            "--url",
                            "http://127.0.0.1:" + door.getAddress().getPort()))
                    .isZero();
        } finally {
            door.stop(0);
        }
        assertThat(out.toString(UTF_8))
                .contains("email to alan is tried again at 2026-03-01T08:02:06Z, after 1 of 5 attempts: 421 try later")
                .doesNotContain("ada");
    }

    private int run(String... args) {
        var terminal = new Terminal(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), false);
        return Fanfare.run(terminal, InputStream.nullInputStream(), args);
    }
}
