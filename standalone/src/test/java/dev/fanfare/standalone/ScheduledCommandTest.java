package dev.fanfare.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.fanfare.standalone.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// `scheduled`, before a door that gives two pages.
class ScheduledCommandTest {

    private static final String KEY = "Zk3aaaaaaaaaaaaaaaaaaa";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private HttpServer door;

    @BeforeEach
    void open() throws IOException {
        door = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        door.createContext("/", call -> {
            String asked = call.getRequestMethod() + " " + call.getRequestURI();
            calls.add(asked);
            byte[] answer = answer(asked).getBytes(StandardCharsets.UTF_8);
            call.sendResponseHeaders(asked.startsWith("GET") ? 200 : 202, answer.length);
            call.getResponseBody().write(answer);
            call.close();
        });
        door.start();
    }

    @AfterEach
    void close() {
        door.stop(0);
    }

    @Test
    @DisplayName("S1-38 it lists page after page")
    void it_lists_page_after_page() {
        assertThat(run("ls", "--kind", "sendat", "--limit", "3")).isZero();

        assertThat(calls)
                .containsExactly(
                        "GET /v1/scheduled?late=false&kind=sendat&limit=3",
                        "GET /v1/scheduled?late=false&kind=sendat&limit=2&cursor=next");
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("first", "second", "R/2026-01-31T09:00Z/P1M");
    }

    @Test
    void it_sends_now_and_cancels() {
        assertThat(run("now", "some-delivery")).isZero();
        assertThat(run("cancel", KEY)).isZero();

        assertThat(calls).containsExactly("POST /v1/scheduled/some-delivery/now", "DELETE /v1/events/" + KEY);
    }

    @Test
    void what_is_no_event_is_not_cancelled() {
        assertThat(run("cancel", "some-delivery")).isEqualTo(2);

        assertThat(calls).isEmpty();
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("only an event can be cancelled");
    }

    private static String answer(String asked) {
        if (asked.contains("cursor")) {
            return "{\"items\":[{\"id\":\"second\",\"every\":\"R/2026-01-31T09:00Z/P1M\"}],\"next\":null}";
        }
        return asked.startsWith("GET") ? "{\"items\":[{\"id\":\"first\"}],\"next\":\"next\"}" : "{}";
    }

    private int run(String... args) {
        String[] all = new String[args.length + 3];
        all[0] = "scheduled";
        System.arraycopy(args, 0, all, 1, args.length);
        all[args.length + 1] = "--url";
        all[args.length + 2] = "http://127.0.0.1:" + door.getAddress().getPort();
        Terminal terminal = new Terminal(new PrintStream(out, true), new PrintStream(err, true), false);
        return Fanfare.run(terminal, InputStream.nullInputStream(), all);
    }
}
