package dev.fanfare.producer.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.producer.audit.AuditLine;
import dev.fanfare.producer.fakes.Answer;
import dev.fanfare.producer.fakes.Front;
import dev.fanfare.producer.fakes.World;
import dev.fanfare.producer.fakes.Written;
import dev.fanfare.schemas.AuditEntry;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Tokens of people, at a door that asks nobody for keys; what each call of the table says to them is
/// AuthorizationTest's.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenCallsTest {

    @RegisterExtension
    static final World WORLD = new World();

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
                        "logging.level.root",
                        "info",
                        "logging.level.dev.fanfare",
                        "debug"));
    }

    @AfterAll
    void stop() {
        front.close();
    }

    @Test
    void a_token_is_good_for_five_minutes_or_as_long_as_is_asked() {
        Instant before = Instant.now();
        assertThat(until(issue("")))
                .isBetween(before.plusSeconds(299), Instant.now().plusSeconds(300));
        assertThat(until(issue("?for=30m")))
                .isBetween(before.plusSeconds(1_799), Instant.now().plusSeconds(1_800));
        for (String wrong : List.of("?for=9s", "?for=2h", "?for=soon", "?for=-PT5M")) {
            Answer answer = issue(wrong);
            assertThat(answer.status()).as(wrong).isEqualTo(400);
            assertThat(answer.field()).isEqualTo("for");
        }
    }

    @Test
    void who_made_one_for_whom_stands_in_the_audit_and_the_token_does_not() {
        String token = token(front.post("/v1/recipients/audited-token/tokens", Front.JSON, ""));

        AuditEntry line = WORLD.written().on(World.TOPICS.audit(), AuditEntry.class).stream()
                .map(Written.Entry::value)
                .filter(entry -> entry != null && entry.getSubject().equals(AuditLine.hash("audited-token")))
                .findFirst()
                .orElseThrow();
        assertThat(line.getAction()).isEqualTo("recipient.token");
        assertThat(line.getWho()).isEqualTo("local");
        assertThat(line.getDetail()).startsWith("good until ").doesNotContain(token);
    }

    @Test
    void without_a_secret_none_is_made() {
        assertThat(WORLD.front()
                        .post("/v1/recipients/ada/tokens", Front.JSON, "")
                        .status())
                .isEqualTo(409);
    }

    @Test
    void in_a_url_it_opens_a_stream_and_only_while_it_is_short_lived() {
        String shortLived = token(issue(""));
        String longer = token(issue("?for=30m"));

        assertThat(front.get("/v1/recipients/ada/stream?token=" + shortLived).status())
                .isNotIn(400, 401, 403);
        assertThat(front.get("/v1/recipients/eve/stream?token=" + shortLived).status())
                .isEqualTo(403);
        assertThat(front.get("/v1/recipients/ada/stream?token=" + longer).status())
                .isEqualTo(401);
        assertThat(front.get("/v1/recipients/ada/stream?token=nonsense").status())
                .isEqualTo(401);
        assertThat(withToken("/v1/recipients/ada/stream", longer).status()).isNotIn(400, 401, 403);
    }

    @Test
    void who_shows_a_token_is_held_to_it_though_nobody_needs_a_key() {
        String token = token(issue(""));
        assertThat(withToken("/v1/recipients/ada/inbox", token).status()).isNotIn(401, 403);
        assertThat(withToken("/v1/recipients/eve/inbox", token).status()).isEqualTo(403);
        assertThat(withToken("/v1/rules", token).status()).isEqualTo(403);
        assertThat(withToken("/v1/nothing", token).status()).isEqualTo(403);
        String broken = token.substring(0, token.length() - 6) + "AAAAAA";
        Answer refused = withToken("/v1/recipients/ada/inbox", broken);
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.header("WWW-Authenticate")).contains("invalid_token");
    }

    @Test
    void no_token_stands_in_a_log() {
        PrintStream console = System.out;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setOut(new PrintStream(log, true, StandardCharsets.UTF_8));
        String token;
        try {
            token = token(issue(""));
            front.get("/v1/recipients/ada/stream?token=" + token);
            front.get("/v1/recipients/eve/stream?token=" + token);
            withToken("/v1/recipients/eve/inbox", token);
        } finally {
            System.setOut(console);
        }
        assertThat(log.toString(StandardCharsets.UTF_8)).doesNotContain(token);
    }

    private Answer issue(String query) {
        return front.post("/v1/recipients/ada/tokens" + query, Front.JSON, "");
    }

    private Answer withToken(String path, String token) {
        return front.send(front.call(path)
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", "Bearer " + token)
                .GET());
    }

    private static String token(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.json().path("token").asString();
    }

    private static Instant until(Answer answer) {
        return Instant.parse(answer.json().path("until").asString());
    }
}
