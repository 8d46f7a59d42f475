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
import org.junit.jupiter.api.Test;

class ChannelsCommandTest {

    private static final String ALL = """
            {"items": [{"channel": "email", "paused": true, "waiting": 7,
             "lag": {"express": {"records": 1}, "standard": {"records": 2}, "bulk": {"records": 4}}}], "next": null}""";

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
    void channels_are_shown_in_a_line_each() {
        assertThat(run()).isZero();
        assertThat(said(out).lines().skip(1).findFirst().orElse("").split(" +"))
                .containsExactly("email", "paused", "7", "1", "2", "4");
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
