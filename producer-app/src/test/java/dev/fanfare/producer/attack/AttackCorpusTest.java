package dev.fanfare.producer.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.producer.fakes.Answer;
import dev.fanfare.producer.fakes.Front;
import dev.fanfare.producer.fakes.World;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/// Each call of the corpus (`src/test/resources/attack`) is refused, its payload stands in no log, and whoever means
/// well
/// is answered as before.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AttackCorpusTest {

    @RegisterExtension
    static final World WORLD = new World();

    /// Stands in every payload.
    private static final String PAYLOAD = "canary";

    private static final Duration AT_ONCE = Duration.ofSeconds(2);
    private static final int SLOW_ONES = 200;
    private static final String KEY = "a-key-of-an-upstream-service";

    private final PrintStream console = System.out;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private Front front;
    private int events;

    @BeforeAll
    void start() {
        front = Front.start(
                WORLD.broker().bootstrap(),
                WORLD.streams(),
                WORLD.channels(),
                Map.of(
                        "fanfare.api.keys",
                                "shop:send:" + KEY + ",desk:read:a-key-of-a-reader,root:admin:a-key-of-root",
                        "fanfare.tokens.secret", "a secret of 32 characters or more",
                        "fanfare.link-secret", "another secret of 32 characters or more",
                        "fanfare.receipts.email.secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                        "fanfare.sms.twilio.account-sid", "AC0123456789abcdef0123456789abcdef",
                        "fanfare.sms.twilio.auth-token", "0123456789abcdef0123456789abcdef",
                        "fanfare.sms.twilio.from", "+15005550006",
                        "logging.level.root", "info",
                        "logging.level.dev.fanfare", "debug"));
        System.setOut(new PrintStream(log, true, StandardCharsets.UTF_8));
        LoggerFactory.getLogger("dev.fanfare.attack").debug("is heard");
        assertThat(log.toString(StandardCharsets.UTF_8)).contains("is heard");
        assertThat(admin("PUT", "/v1/templates/words", "{\"en\":{\"subject\":\"s\",\"text\":\"t\"}}"))
                .isBetween(200, 201);
        assertThat(admin("PUT", "/v1/rules/well", "{\"channels\":[\"email\"],\"template\":\"words\"}"))
                .isBetween(200, 201);
    }

    @AfterAll
    void stop() {
        System.setOut(console);
        front.close();
    }

    @AfterEach
    void whoever_means_well_is_answered() {
        long begin = System.nanoTime();
        Answer answer = front.send(front.call("/v1/events")
                .header("Authorization", "Bearer " + KEY)
                .header("Content-Type", Front.EVENT)
                .POST(BodyPublishers.ofString("""
                        {"specversion":"1.0","id":"%d","source":"/well","type":"well"}""".formatted(++events))));
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(AT_ONCE);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("corpus")
    void it_is_refused_and_its_payload_is_in_no_log(Attack attack) {
        log.reset();

        RawSocket.Answer answer = new RawSocket(front.port()).send(attack);

        assertThat(answer.status())
                .as("%s: %s", attack, shortened(answer.text()))
                .isIn(attack.statuses());
        assertThat(answer.text().toLowerCase(Locale.ROOT))
                .as("no words of the server's, and no way in for a script")
                .doesNotContain("<script>", "at org.apache", "exception", "access-control-allow-origin");
        assertThat(log.toString(StandardCharsets.UTF_8)).doesNotContain(PAYLOAD).doesNotContain("a call failed");
    }

    @Test
    void who_writes_and_reads_slowly_holds_up_nobody() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int one = 0; one < SLOW_ONES; one++) {
                Socket socket = new RawSocket(front.port()).open();
                slow.add(socket);
                socket.getOutputStream().write(half(one).getBytes(StandardCharsets.UTF_8));
                socket.getOutputStream().flush();
            }
            for (int one = 0; one < 10; one++) {
                whoever_means_well_is_answered();
            }
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    static Stream<Attack> corpus() {
        return Stream.of(
                        "bodies.txt",
                        "headers.txt",
                        "ids-and-paths.txt",
                        "links-and-reports.txt",
                        "other-sites.txt",
                        "templates.txt",
                        "tokens.txt",
                        "urls.txt")
                .flatMap(Attack::in);
    }

    /// A head without its end, a body without its end, a stream of which a line comes now and then, or a reader who
    /// never
    /// reads.
    private static String half(int one) {
        String lines = "POST /v1/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + KEY
                + "\r\nContent-Type: application/x-ndjson\r\nContent-Length: 100000\r\n\r\n{\"specversion\"";
        return switch (one % 4) {
            case 0 -> "POST /v1/events HTTP/1.1\r\nHost: localhost\r\nX-Slow: canary";
            case 1 -> lines.replace("x-ndjson", "cloudevents+json");
            case 2 -> lines;
            default ->
                "GET /v1/rules HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer a-key-of-a-reader\r\n\r\n"
                        .repeat(50);
        };
    }

    private int admin(String method, String path, String json) {
        return front.send(front.call(path)
                        .header("Authorization", "Bearer a-key-of-root")
                        .header("Content-Type", Front.JSON)
                        .method(method, BodyPublishers.ofString(json)))
                .status();
    }

    private static String shortened(String text) {
        return text.substring(0, Math.min(text.length(), 600));
    }
}
