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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ChannelsCommandTest {

    private static final String ALL = """
            {"items": [{"channel": "email", "paused": true, "waiting": 7, "inFlight": 3, "retrying": 5,
             "minute": {"delivered": 0, "dead": 0, "successRate": null},
             "hour": {"delivered": 2, "dead": 1, "successRate": 66.67},
             "day": {"delivered": 1000000, "dead": 1, "successRate": 99.99},
             "lag": {"express": {"records": 1, "seconds": 0.0}, "standard": {"records": 2, "seconds": 12.3},
                     "bulk": {"records": 4, "seconds": null}},
             "breakers": [{"name": "email/smtp", "state": "open", "why": "421 too busy"},
                          {"name": "email/backup", "state": "closed", "why": null}],
             "causes": [{"errorCategory": "provider", "error": "421 too busy %s", "lastHour": 1, "count": 2}]},
             {"channel": "sms", "paused": null, "waiting": null, "inFlight": null, "retrying": null, "minute": null,
              "hour": null, "day": null, "lag": {}, "breakers": null, "causes": null}],
             "next": null, "away": ["fanout-streams"]}""".formatted("x".repeat(160));

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<String> calls = new ArrayList<>();
    private HttpServer frontDoor;
    private int status = 200;

    @BeforeEach
    void open() throws IOException {
        frontDoor = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        frontDoor.createContext("/", call -> {
            calls.add(call.getRequestMethod() + " " + call.getRequestURI());
            byte[] answer = ALL.getBytes(UTF_8);
            call.sendResponseHeaders(status, answer.length);
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
    @DisplayName("S2-34 S4-15 channels are shown in a line each")
    void channels_are_shown_in_a_line_each() {
        assertThat(run()).isZero();
        assertThat(said(out).lines().skip(1).findFirst().orElse("").split(" +"))
                .containsExactly("email", "paused", "7", "1", "2", "4", "12", "s", "3", "5");
    }

    @Test
    void what_ended_and_why_stands_below_in_a_hundred_columns() {
        assertThat(run()).isZero();
        assertThat(said(out).lines().map(line -> line.replaceAll(" +", " ")))
                .contains("email 0 0 - 2 1 66.67 1000000 1 99.99", "email/smtp is open: 421 too busy")
                .anyMatch(line -> line.startsWith("email failed 2 times in a day, 1 in an hour: provider 421 too busy"))
                .noneMatch(line -> line.startsWith("email/backup"));
        assertThat(said(out).lines()).allMatch(line -> line.length() <= 100);
    }

    @Test
    void what_is_not_known_is_a_dash() {
        assertThat(run()).isZero();
        assertThat(said(out).lines().map(line -> line.replaceAll(" +", " ")))
                .contains(
                        "sms open - - - - - - -",
                        "sms - - - - - - - - -",
                        "fanout-streams does not answer, or not all of it");
    }

    @Test
    void json_is_the_answer_as_it_came() {
        assertThat(run("--json")).isZero();
        assertThat(said(out).strip()).isEqualTo(ALL);
    }

    @Test
    void a_channel_is_paused_and_resumed() {
        assertThat(run("pause", "in-app")).isZero();
        assertThat(run("resume", "in-app")).isZero();
        assertThat(calls).containsExactly("POST /v1/channels/in-app/pause", "POST /v1/channels/in-app/resume");
    }

    @Test
    void what_the_door_refuses_fails() {
        status = 404;
        assertThat(run("pause", "pigeon")).isOne();
    }

    private int run(String... arguments) {
        String url = "http://127.0.0.1:" + frontDoor.getAddress().getPort();
        return Fanfare.run(
                new Terminal(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), false),
                InputStream.nullInputStream(),
                Stream.of(Stream.of("channels"), Stream.of(arguments), Stream.of("--url", url))
                        .flatMap(some -> some)
                        .toArray(String[]::new));
    }

    private static String said(ByteArrayOutputStream stream) {
        return stream.toString(UTF_8);
    }
}
