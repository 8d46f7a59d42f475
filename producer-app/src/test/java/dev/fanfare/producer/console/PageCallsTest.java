package dev.fanfare.producer.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.producer.fakes.Answer;
import dev.fanfare.producer.fakes.Front;
import dev.fanfare.producer.fakes.World;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What pages show of what the calls behind them answer.
class PageCallsTest {

    @RegisterExtension
    static final World WORLD = new World();

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String KEY = "AAAAAAAAAAAAAAAAAAAAAA";

    @ParameterizedTest
    @DisplayName("where no keys are in use, an Authorization header proves nothing: other pages change nothing by it")
    @ValueSource(strings = {"http://localhost:3000", "null", ""})
    void other_pages_change_nothing_whatever_header_they_send(String origin) {
        HttpRequest.Builder call = WORLD.front()
                .call("/console/channels/email/pause")
                .header("Content-Type", FORM)
                .header("Authorization", "Basic YTpi");
        if (!origin.isEmpty()) {
            call.header("Origin", origin);
        }
        assertThat(WORLD.front().send(call.POST(Front.text(""))).status()).isEqualTo(403);
    }

    @Test
    void progress_has_one_value_and_no_more() {
        event("{\"key\": \"%s\", \"type\": \"a.b\", \"state\": \"DONE\", \"progress\": 1.0, \"channels\": {}}"
                .formatted(KEY));
        assertThat(page("/console/events/" + KEY).split("<progress", 2)[1].split(">", 2)[0])
                .containsOnlyOnce("value=")
                .contains("value=\"1\"");
        event("{\"key\": \"%s\", \"type\": \"a.b\", \"state\": \"DELIVERING\", \"progress\": 0.25, \"channels\": {}}"
                .formatted(KEY));
        assertThat(page("/console/events/" + KEY)).contains(" value=\"0.25\"");
    }

    @Test
    void what_was_just_sent_and_is_not_known_yet_is_waited_for() {
        Answer soon = WORLD.front().get("/console/try/" + KEY);

        assertThat(soon.status()).isEqualTo(200);
        assertThat(soon.body()).contains("Nothing is known of it yet", "hx-get=\"/console/try/" + KEY);
        assertThat(WORLD.front().get("/console/try/" + KEY + "?asked=60").body())
                .contains("Nothing has been heard of it")
                .doesNotContain("asked=");
        WORLD.streams().says("/v1/events/" + KEY, 503, "{\"detail\": \"a store moves\"}");
        assertThat(WORLD.front().get("/console/try/" + KEY).status()).isEqualTo(503);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"who\": {\"name\": \"Ada\"}}", "\"{\\\"who\\\":{\\\"name\\\":\\\"Ada\\\"}}\""})
    void a_dead_letters_data_is_shown_as_json_whichever_way_it_comes(String data) {
        WORLD.streams().says("/v1/dead-letters/x", 200, """
                {"id": "x", "channel": "email", "reason": "rejected", "attempts": 1,
                 "words": {"title": "T", "body": "B", "data": %s}}""".formatted(data));

        assertThat(page("/console/dead-letters/x"))
                .contains("&quot;who&quot; : {", "&quot;name&quot; : &quot;Ada&quot;")
                .doesNotContain("{who=");
    }

    @Test
    void a_page_of_letters_that_is_empty_and_not_the_last_can_be_sent_again_all_the_same() {
        WORLD.streams().says("/v1/dead-letters/summary", 200, "{\"total\": 9, \"channels\": {}}");
        WORLD.streams().says("/v1/dead-letters", 200, "{\"items\": [], \"next\": \"bW9yZQ\"}");
        assertThat(page("/console/dead-letters?type=a.b"))
                .contains("No letter is like that on this page", "action=\"/console/dead-letters/replay\"");
        WORLD.streams().says("/v1/dead-letters", 200, "{\"items\": [], \"next\": null}");
        assertThat(page("/console/dead-letters?type=a.b")).doesNotContain("action=\"/console/dead-letters/replay\"");
    }

    @Test
    void a_trail_shows_all_deliveries_that_it_holds_and_asks_for_no_others() {
        event("{\"key\": \"%s\", \"type\": \"a.b\", \"state\": \"DONE\", \"channels\": {}}".formatted(KEY));
        WORLD.streams().says("/internal/recipients/ada/trail", 200, """
                {"deliveries": [{"id": "old-one", "event": "%s", "recipient": "ada", "channel": "sms", "state": "DELIVERED",
                 "attempts": 1, "maxAttempts": 3}], "trail": [], "brief": []}""".formatted(KEY));

        assertThat(page("/console/events/" + KEY + "/people/ada")).contains("/console/deliveries/old-one", "1 of 3");
        assertThat(WORLD.streams().asked("/v1/recipients/ada/deliveries")).isEmpty();
    }

    @Test
    void what_waits_has_buttons_that_say_what_of() {
        WORLD.streams().says("/v1/scheduled", 200, """
                {"items": [{"id": "e", "kind": "sendat", "type": "a.b", "event": "e", "due": "2026-03-01T08:00:00Z"},
                 {"id": "d", "kind": "retry", "type": "c.d", "event": "f", "recipient": "ada", "channel": "email",
                  "due": "2026-03-01T08:00:00Z"}], "next": null}""");

        assertThat(page("/console/scheduled"))
                .contains(
                        "aria-label=\"Now: sendat, a.b\"",
                        "aria-label=\"Cancel: sendat, a.b\"",
                        "aria-label=\"Now: retry, c.d, ada, email\"");
    }

    @Test
    void a_new_rule_does_not_overwrite_one_that_somebody_else_has_made_meanwhile() {
        String path = "/console/rules/made.twice";
        assertThat(page(path)).contains("There is none of this name yet", "name=\"version\" value=\"\"");
        assertThat(save(path, "", "{\"channels\": [\"email\"], \"template\": \"plain\"}")
                        .status())
                .isEqualTo(303);
        Answer again = save(path, "", "{\"channels\": [\"sms\"], \"template\": \"plain\"}");
        assertThat(again.body()).contains("the version is now", "sms");
        assertThat(WORLD.front().get("/v1/rules/made.twice").body()).contains("email");
    }

    @Test
    void a_rule_that_was_deleted_is_brought_back() {
        String path = "/console/rules/brought.back";
        save(path, "", "{\"channels\": [\"email\"], \"template\": \"plain\"}");
        WORLD.front().delete("/v1/rules/brought.back");

        assertThat(page(path))
                .contains("It was deleted", "name=\"version\" value=\"\"")
                .doesNotContain("Delete it?");
        assertThat(save(path, "", "{\"channels\": [\"email\"], \"template\": \"plain\"}")
                        .status())
                .isEqualTo(303);
        assertThat(page(path)).contains("Delete it?");
    }

    @Test
    @DisplayName("sums by type, channel and day are a table, and the same as CSV and JSON with a session")
    void analytics_are_shown_and_kept() {
        String json = """
                {"items": [{"day": "2026-03-01", "type": "a.b", "channel": "email", "sent": 1204, "delivered": 1190, "read": 0,
                 "failed": 9, "skipped": 31, "expired": 0, "cancelled": 0, "medianSeconds": 0.42,
                 "causes": [{"errorCategory": "rejected", "error": "550 <nobody>", "count": 7}]}], "next": null}""";
        WORLD.streams().says("/v1/analytics", 200, json);

        String page = page("/console/analytics?from=2026-03-01&type=a.b&by=day");
        assertThat(page)
                .contains("1,204", "1,190", "420 ms", "7 × 550 &lt;nobody&gt;", "(rejected)")
                .contains("href=\"/console/analytics.csv?from&#x3D;2026-03-01&amp;type&#x3D;a.b&amp;by&#x3D;day\"");
        Answer kept = WORLD.front().get("/console/analytics.json?type=a.b");
        assertThat(kept.body()).isEqualTo(json);
        assertThat(kept.header("Content-Disposition")).contains("attachment", "analytics.json");
        WORLD.front().get("/console/analytics.csv?type=a.b&from=2026-03-01");
        assertThat(WORLD.streams().asked("/v1/analytics").getLast().target())
                .contains("format=csv", "type=a.b", "from=2026-03-01");
        WORLD.streams().says("/v1/analytics", 400, "{\"detail\": \"from: must be a day\"}");
        assertThat(WORLD.front().get("/console/analytics.csv?from=x").status()).isEqualTo(400);
    }

    private static void event(String json) {
        WORLD.streams().says("/v1/events/" + KEY, 200, json);
        WORLD.streams().says("/v1/events/" + KEY + "/deliveries", 200, "{\"items\": [], \"next\": null}");
    }

    private static String page(String path) {
        Answer answer = WORLD.front().get(path);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static Answer save(String path, String version, String text) {
        return WORLD.front()
                .send(WORLD.front()
                        .call(path)
                        .header("Content-Type", FORM)
                        .header("Origin", "http://127.0.0.1:" + WORLD.front().port())
                        .POST(Front.text("version=" + version + "&text=" + Look.url(text))));
    }
}
