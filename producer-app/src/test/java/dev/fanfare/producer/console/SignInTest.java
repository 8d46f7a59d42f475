package dev.fanfare.producer.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.producer.fakes.Answer;
import dev.fanfare.producer.fakes.Front;
import dev.fanfare.producer.fakes.World;
import java.net.http.HttpRequest;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Who comes into the console, and by what.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignInTest {

    @RegisterExtension
    static final World WORLD = new World();

    private static final String FORM = "application/x-www-form-urlencoded";
    private Front front;

    @BeforeAll
    void start() {
        front = Front.start(
                WORLD.broker().bootstrap(),
                WORLD.streams(),
                WORLD.channels(),
                Map.of(
                        "fanfare.api.keys",
                        "reader:read:secret-of-reader,operator:operate:secret-of-operator,sender:send:secret-of-sender"));
    }

    @BeforeEach
    void nothingIsThere() {
        WORLD.channels().says("/v1/channels", 200, "{\"items\":[]}");
        WORLD.streams().says("/v1/events", 200, "{\"items\":[],\"next\":null}");
    }

    @AfterAll
    void stop() {
        front.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 6_000})
    void a_place_to_go_on_to_may_be_of_any_length_and_is_taken_where_it_is_short(int letters) {
        String place = "/console/" + "a".repeat(letters);
        Answer in = signIn("secret-of-reader", place);
        assertThat(in.status()).isEqualTo(303);
        assertThat(in.header("Location")).isEqualTo(letters > 1_000 ? "/" : place);
        assertThat(signIn("secret-of-reader", "/console/%").header("Location")).isEqualTo("/");
    }

    @Test
    void whoever_signs_in_comes_to_the_very_page_that_was_asked_for() {
        Answer asked = front.get("/console/events?type=a.b&from=2026-03-01T08%3A00%3A00Z");
        assertThat(asked.status()).isEqualTo(303);
        assertThat(asked.header("Location"))
                .isEqualTo(
                        "/console/sign-in?then=%2Fconsole%2Fevents%3Ftype%3Da.b%26from%3D2026-03-01T08%253A00%253A00Z");
        assertThat(signIn("secret-of-reader", "/console/events?type=a.b&from=2026-03-01T08%3A00%3A00Z")
                        .header("Location"))
                .isEqualTo("/console/events?type=a.b&from=2026-03-01T08%3A00%3A00Z");
        assertThat(signIn("secret-of-reader", "/?a=b").header("Location")).isEqualTo("/?a=b");
        assertThat(signIn("secret-of-reader", "/console/events?a=" + "b".repeat(2_000))
                        .header("Location"))
                .isEqualTo("/");
    }

    @Test
    @DisplayName("a key opens a session, whose cookie no script and no other site can use, and which holds no key")
    void a_key_opens_a_session() {
        Answer in = signIn("secret-of-reader", "/console/events");

        assertThat(in.status()).isEqualTo(303);
        assertThat(in.header("Location")).isEqualTo("/console/events");
        assertThat(in.header("Set-Cookie"))
                .contains("HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=3600")
                .doesNotContain("secret-of-reader", "Secure");
        Answer page = page("/console/events", cookie(in));
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("Sign out", "reader").doesNotContain("secret-of-reader");
        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'none'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://evil.example/", "//evil.example", "/\\evil", "javascript:alert(1)", "/v1/rules", ""})
    void nobody_is_led_elsewhere_after_signing_in(String then) {
        assertThat(signIn("secret-of-operator", then).header("Location")).isEqualTo("/");
    }

    @Test
    void a_session_opens_pages_and_no_calls() {
        String cookie = cookie(signIn("secret-of-operator", "/"));

        assertThat(page("/", cookie).status()).isEqualTo(200);
        assertThat(page("/v1/rules", cookie).status()).isEqualTo(401);
    }

    @Test
    void a_cookie_that_was_changed_opens_nothing() {
        String cookie = cookie(signIn("secret-of-reader", "/"));

        for (String other : new String[] {
            cookie.replace("reader:", "operator:"),
            cookie.substring(0, cookie.length() - 1) + "!",
            "fanfare-session=",
            "fanfare-session=a:1:b"
        }) {
            assertThat(page("/", other).status()).as(other).isEqualTo(303);
        }
    }

    @Test
    void a_page_asks_for_the_role_that_its_call_asks_for() {
        String cookie = cookie(signIn("secret-of-reader", "/"));

        Answer refused = post("/console/channels/email/pause", "", cookie, origin());
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body()).contains("reader", "role");
        assertThat(page("/", cookie(signIn("secret-of-sender", "/"))).status()).isEqualTo(403);
    }

    @ParameterizedTest
    @DisplayName("what changes something must come from a page of this very address")
    @CsvSource({"http://evil.example, 403", "http://localhost:1, 403", "null, 403", "'', 403", "OURS, 303"})
    void other_pages_change_nothing(String origin, int status) {
        String cookie = cookie(signIn("secret-of-operator", "/"));

        assertThat(post("/console/channels/email/pause", "", cookie, origin.equals("OURS") ? origin() : origin)
                        .status())
                .isEqualTo(status);
    }

    @Test
    @DisplayName("wrong keys are told to wait, and who has a right one comes in, though all share a proxy's address")
    void wrong_keys_of_others_keep_nobody_out() {
        try (Front other = Front.start(
                WORLD.broker().bootstrap(),
                WORLD.streams(),
                WORLD.channels(),
                Map.of("fanfare.api.keys", "a:read:secret-of-a"))) {
            for (int n = 0; n < 10; n++) {
                assertThat(signIn(other, "wrong", "/").status()).isEqualTo(403);
            }
            assertThat(signIn(other, "wrong", "/").status()).isEqualTo(429);
            assertThat(signIn(other, "secret-of-a", "/").status()).isEqualTo(303);
        }
    }

    @Test
    void whoever_guesses_by_machine_is_not_even_looked_at() {
        try (Front other = Front.start(
                WORLD.broker().bootstrap(),
                WORLD.streams(),
                WORLD.channels(),
                Map.of("fanfare.api.keys", "a:read:secret-of-a"))) {
            for (int n = 0; n < Tries.LOOKED_AT; n++) {
                signIn(other, "wrong", "/");
            }
            assertThat(signIn(other, "secret-of-a", "/").status()).isEqualTo(429);
        }
    }

    @Test
    void without_keys_nobody_signs_in() {
        Answer now = WORLD.front().get("/");
        assertThat(now.status()).isEqualTo(200);
        assertThat(now.body()).doesNotContain("Sign out");
        assertThat(WORLD.front().get("/console/sign-in").header("Location")).isEqualTo("/");
    }

    private Answer signIn(String key, String then) {
        return signIn(front, key, then);
    }

    private static Answer signIn(Front door, String key, String then) {
        return door.send(door.call("/console/sign-in")
                .header("Content-Type", FORM)
                .header("Origin", "http://127.0.0.1:" + door.port())
                .POST(Front.text("key=" + key + "&then=" + Look.url(then))));
    }

    private Answer page(String path, String cookie) {
        return front.send(front.call(path).header("Cookie", cookie).GET());
    }

    private Answer post(String path, String body, String cookie, String origin) {
        HttpRequest.Builder call = front.call(path).header("Content-Type", FORM).header("Cookie", cookie);
        if (!origin.isEmpty()) {
            call.header("Origin", origin);
        }
        return front.send(call.POST(Front.text(body)));
    }

    private String origin() {
        return "http://127.0.0.1:" + front.port();
    }

    private static String cookie(Answer answer) {
        return answer.header("Set-Cookie").split(";", 2)[0];
    }
}
