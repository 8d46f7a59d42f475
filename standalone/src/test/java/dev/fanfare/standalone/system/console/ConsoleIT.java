package dev.fanfare.standalone.system.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.fanfare.schemas.Unsubscribe;
import dev.fanfare.standalone.system.parts.AppProcess;
import dev.fanfare.standalone.system.parts.FrontDoor;
import dev.fanfare.standalone.system.parts.PipelineProcess;
import dev.fanfare.standalone.system.parts.Sinks;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Every page as a browser shows it, all before one pipeline.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsoleIT {

    private static final String SECRET = "a secret for links that is long enough";
    private static final String LINK = new Unsubscribe("bob", "user.welcome").token(SECRET);

    @TempDir
    private static Path data;

    private Sinks sinks;
    private PipelineProcess fanfare;
    private FrontDoor door;
    private Chromium chromium;
    private Tab desktop;
    private Tab dark;
    private Tab phone;
    private Scene scene;
    private String key;

    @BeforeAll
    void open() {
        Optional<Path> executable = Chromium.find();
        assumeTrue(executable.isPresent(), "no Chromium is installed: the console is not looked at");
        sinks = new Sinks(Duration.ZERO);
        Map<String, String> settings = new HashMap<>(sinks.settings());
        settings.put("fanfare.webhook.retry.delays", "10m");
        settings.put("fanfare.link-secret", SECRET);
        fanfare = PipelineProcess.withItsOwnBroker("console", data, settings);
        fanfare.start();
        door = fanfare.frontDoor();
        scene = new Scene(door, sinks);
        key = scene.prepare();
        chromium = new Chromium(executable.get());
        desktop = chromium.desktop(fanfare.url());
        dark = chromium.dark(fanfare.url());
        phone = chromium.phone(fanfare.url());
    }

    @AfterAll
    void close() {
        if (chromium != null) {
            chromium.close();
        }
        if (fanfare != null) {
            door.close();
            fanfare.close();
            sinks.close();
        }
    }

    @Order(1)
    @ParameterizedTest
    @DisplayName("S3-31: every page is sound on a desktop, in the dark and on a phone")
    @CsvSource({
        "now, /",
        "events, /console/events",
        "event, /console/events/KEY",
        "trail, /console/events/KEY/people/ada",
        "people, /console/people",
        "person, /console/people/ada",
        "stranger, /console/people/nobody",
        "audience, /console/audiences/role:member",
        "letters, /console/dead-letters",
        "channels, /console/channels",
        "scheduled, /console/scheduled",
        "analytics, /console/analytics",
        "replays, /console/replays",
        "rules, /console/rules",
        "rule, /console/rules/user.welcome",
        "rule-new, /console/rules/another",
        "templates, /console/templates",
        "template, /console/templates/welcome",
        "try, /console/try",
        "audit, /console/audit",
        "preferences, PREFERENCES",
    })
    void every_page_is_sound(String name, String path) {
        String at = path.replace("KEY", key).replace("PREFERENCES", "/u/" + LINK);
        desktop.open(at).shoot(name + "-desktop").isSound();
        dark.open(at).shoot(name + "-dark").isSound();
        phone.open(at).shoot(name + "-phone").fits();
    }

    @Test
    @DisplayName("S0-30, S2-21, S3-26, S4-15: six figures move by themselves while they are looked at")
    void the_figures_are_live() {
        desktop.open("/");
        Locator published = desktop.page().locator(".tiles > div").first().locator("dd");
        PlaywrightAssertions.assertThat(published).containsText("0.0");
        desktop.page().locator("#channel-email").focus();
        for (int n = 0; n < 5; n++) {
            door.event(scene.event("live-" + n, ""));
        }
        PlaywrightAssertions.assertThat(published).not().containsText("0.0");
        PlaywrightAssertions.assertThat(desktop.page().locator("#channel-email"))
                .isFocused();
        assertThat(desktop.text()).contains("Processed", "Backlog", "Latency", "Error rate", "Retry rate");
        desktop.shoot("now-live").isSound();
    }

    @Test
    void all_is_reached_by_keyboard() {
        desktop.open("/console/events");
        desktop.page().keyboard().press("Tab");
        PlaywrightAssertions.assertThat(desktop.page().locator(".skip")).isFocused();
        desktop.page().keyboard().press("Enter");
        desktop.page().keyboard().press("Tab");
        PlaywrightAssertions.assertThat(desktop.page().getByLabel("Type")).isFocused();
        desktop.page().keyboard().type("nothing.like.this");
        desktop.page().keyboard().press("Enter");
        PlaywrightAssertions.assertThat(desktop.page().locator("#live")).containsText("No event is like that");
        desktop.isSound();
    }

    @Test
    @DisplayName("what an event brings is shown and never run")
    void everything_is_escaped() {
        desktop.open("/console/people/ada");

        assertThat(desktop.text()).contains("4711 <script>alert(1)</script>");
        desktop.isSound();
    }

    @Test
    void an_event_is_paused_resumed_and_cancelled() {
        String waiting = door.event(scene.event("steered", Scene.IN_HOURS));
        desktop.open("/console/events/" + waiting);
        press("Pause");
        PlaywrightAssertions.assertThat(desktop.page().locator("#notice")).containsText("Paused");
        press("Resume");
        PlaywrightAssertions.assertThat(desktop.page().locator("#notice")).containsText("Resumed");
        press("Cancel the event");
        PlaywrightAssertions.assertThat(desktop.page().locator("#live")).containsText("CANCELLED");
        desktop.isSound();
    }

    @Test
    @DisplayName("S3-31: what was given up is looked at, sent again after a dry run, and its progress seen")
    void dead_letters_are_sent_again() {
        sinks.behaviour().allow("/broken");
        desktop.open("/console/dead-letters?channel=webhook&reason=rejected");
        desktop.page().locator("table a").first().click();
        assertThat(desktop.text()).contains("Willkommen, bob", "HTTP 400");
        desktop.shoot("letter-desktop").isSound();
        desktop.page().goBack();
        desktop.page().locator("summary").click();
        desktop.page().getByLabel("A second, at most").fill("50");
        press("Say what would be sent again");
        assertThat(desktop.text()).contains("1 would be sent again");
        desktop.shoot("dry-run-desktop").isSound();
        press("Send them again, 50 a second");
        PlaywrightAssertions.assertThat(desktop.page().locator("#live .tag")).containsText("DONE");
        desktop.shoot("replay-desktop").isSound();
        desktop.open("/console/dead-letters");
        PlaywrightAssertions.assertThat(desktop.page().locator("main")).containsText("0 in all");
    }

    @Test
    void a_channel_is_paused_and_resumed() {
        desktop.open("/console/channels");
        press("Pause sms");
        PlaywrightAssertions.assertThat(desktop.page().locator("#resume-sms")).isVisible();
        desktop.shoot("channels-paused").isSound();
        press("Resume sms");
        PlaywrightAssertions.assertThat(desktop.page().locator("#pause-sms")).isVisible();
    }

    @Test
    @DisplayName("S1-15 what waits goes now or is cancelled")
    void what_waits_goes_now_or_is_cancelled() {
        String now = door.event(scene.event("goes-now", Scene.IN_HOURS));
        String never = door.event(scene.event("goes-never", Scene.IN_HOURS));
        desktop.open("/console/scheduled?kind=sendat");
        desktop.page().locator("#now-" + now).click();
        PlaywrightAssertions.assertThat(desktop.page().locator("#notice")).containsText("It goes on now");
        PlaywrightAssertions.assertThat(desktop.page().locator("#now-" + now)).hasCount(0);
        desktop.page().locator("#cancel-" + never).click();
        PlaywrightAssertions.assertThat(desktop.page().locator("#cancel-" + never))
                .hasCount(0);
        desktop.isSound();
        await().atMost(Scene.PATIENCE)
                .until(() -> door.get("/v1/events/" + now).path("recipients").asInt() == 3);
    }

    @Test
    @DisplayName("a template shows what it says in every locale and channel before it is saved, and its versions after")
    void words_are_seen_before_they_are_saved() {
        desktop.open("/console/templates/greeting");
        desktop.page()
                .locator("textarea[name=text]")
                .fill("{\"en\": {\"text\": \"Hello\"}, \"de\": {\"tex\": \"Hallo\"}}");
        press("Preview");
        assertThat(desktop.page().locator("#wrong").innerText()).contains("tex");
        desktop.page()
                .locator("textarea[name=text]")
                .fill("{\"en\": {\"text\": \"Hello {{data.who}}\"}, \"de\": {\"text\": \"Hallo {{data.who}} <b>\"}}");
        desktop.page().locator("textarea[name=sample]").fill("{\"who\": \"world\"}");
        press("Preview");
        assertThat(desktop.text()).contains("Hello world", "Hallo world <b>", "sms, de");
        desktop.shoot("template-preview").isSound();
        press("Save");
        assertThat(desktop.text()).contains("Saved, and in force");
        assertThat(door.get("/v1/templates/greeting").at("/de/text").asString()).isEqualTo("Hallo {{data.who}} <b>");
        desktop.isSound();
    }

    @Test
    void a_rule_that_cannot_be_is_refused_with_its_reason_and_keeps_its_text() {
        desktop.open("/console/rules/broken");
        desktop.page().locator("textarea").fill("{\"channels\": [\"pigeon\"], \"template\": \"plain\"}");
        press("Save");
        assertThat(desktop.page().locator("#wrong").innerText()).contains("pigeon");
        assertThat(desktop.page().locator("textarea").inputValue()).contains("pigeon");
        desktop.isSound();
    }

    @Test
    @DisplayName("S0-21 S3-10 an event is sent and watched on its way")
    void an_event_is_sent_and_watched_on_its_way() {
        desktop.open("/console/try");
        desktop.page()
                .getByLabel("Type", new Page.GetByLabelOptions().setExact(true))
                .fill("note");
        desktop.page().locator("input[name=recipients]").fill("ada");
        desktop.page().locator("input[name=channels]").fill("in-app,email");
        desktop.page().locator("input[name=title]").fill("By hand");
        press("Send it");
        PlaywrightAssertions.assertThat(desktop.page().locator("#live .tag").first())
                .containsText("DONE");
        PlaywrightAssertions.assertThat(desktop.page().locator(".boxes li.there"))
                .hasCount(7);
        desktop.shoot("try-watch").isSound();
    }

    @Test
    @DisplayName("S3-29: behind the signed link, types and channels go on and off, and quiet hours are kept")
    void a_person_chooses() {
        phone.open("/u/" + LINK);
        phone.page().getByLabel("Text messages").uncheck();
        phone.page().locator("input[value='user.welcome']:not([type=hidden])").uncheck();
        phone.page().getByLabel("From").fill("22:00");
        phone.page()
                .getByLabel("To", new Page.GetByLabelOptions().setExact(true))
                .fill("07:00");
        phone.page().getByRole(AriaRole.BUTTON).click();
        PlaywrightAssertions.assertThat(phone.page().locator("#notice")).containsText("Saved.");
        phone.shoot("preferences-saved").isSound();
        JsonNode chosen = door.get("/v1/recipients/bob/preferences");
        assertThat(chosen.path("mute").valueStream().map(JsonNode::asString))
                .containsExactlyInAnyOrder("user.welcome", "sms:*");
        assertThat(chosen.at("/quiet/from").asString()).isEqualTo("22:00");
        phone.page().getByLabel("Text messages").check();
        phone.page().getByRole(AriaRole.BUTTON).click();
        assertThat(door.get("/v1/recipients/bob/preferences")
                        .path("mute")
                        .valueStream()
                        .map(JsonNode::asString))
                .containsExactly("user.welcome");
    }

    @Test
    void a_row_that_is_pointed_at_stays_where_it_is() {
        String first = door.event(scene.event("still-2", Scene.IN_HOURS));
        desktop.open("/console/scheduled?kind=sendat");
        desktop.page().locator("#now-" + first).hover();
        int rows = desktop.page().locator("tbody tr").count();
        String second = door.event(scene.event("still-1", Scene.IN_HOURS));
        await().atMost(Scene.PATIENCE)
                .until(() -> door.get("/v1/scheduled?kind=sendat").toString().contains(second));
        desktop.page()
                .evaluate("window.asked = 0; document.addEventListener('htmx:beforeRequest', () => window.asked++)");
        desktop.page().waitForCondition(() -> ((Number) desktop.page().evaluate("window.asked")).intValue() >= 2);
        assertThat(desktop.page().locator("tbody tr").count()).isEqualTo(rows);
        desktop.page().locator("h1").hover();
        PlaywrightAssertions.assertThat(desktop.page().locator("tbody tr")).hasCount(rows + 1);
    }

    @Test
    @DisplayName("S3-31: who comes with a key, without one, with one that may not, and with a session that is over")
    void people_sign_in() {
        Map<String, String> settings = new HashMap<>(SignInRound.settings());
        settings.put("fanfare.partitions", String.valueOf(PipelineProcess.PARTITIONS));
        settings.put("fanfare.streams.url", fanfare.app(1).toString());
        settings.put("fanfare.channels.url", fanfare.app(2).toString());
        try (AppProcess keyed = new AppProcess("front", "console-keyed", fanfare.bootstrapServers(), data, settings);
                Tab browser = chromium.desktop(keyed.url())) {
            keyed.launch();
            keyed.awaitReady();
            new SignInRound(browser, keyed.url()).run();
        }
    }

    @Test
    @DisplayName("an operator's round: a provider breaks, and one replay later all is delivered")
    void an_operators_round() throws IOException {
        new OperatorRound(new Shell(fanfare.url()), desktop, sinks, data).run(fanfare.app(1) + "/actuator/prometheus");
    }

    @Test
    @Order(Integer.MAX_VALUE)
    @DisplayName("S1-37, S1-39, S2-31 to S2-34, S3-24, S3-25, S4-20: each command of the runbook does what it says")
    void each_line_of_the_runbook_runs() throws IOException {
        String letter = letter();
        String waits = door.event(scene.event("runbook-1", Scene.IN_HOURS));
        String waiting = door.event(scene.event("runbook-2", Scene.IN_HOURS));
        await().atMost(Scene.PATIENCE)
                .until(() -> door.get("/v1/scheduled?kind=sendat").toString().contains(waiting));
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("$EVENT", key);
        facts.put("$PERSON", "ada");
        facts.put("$LETTER", letter);
        facts.put("$WAITING", waiting);
        facts.put("$WAITS", waits);
        facts.put("http://127.0.0.1:8080", fanfare.app(0).toString());
        facts.put("http://127.0.0.1:8081", fanfare.app(1).toString());
        facts.put("http://127.0.0.1:8082", fanfare.app(2).toString());
        facts.put("localhost:9092", fanfare.bootstrapServers());
        Runbook.read().runAll(new Shell(fanfare.url()), facts);
    }

    /// Of a person of its own, whatever the other tests made of theirs.
    private String letter() {
        sinks.behaviour().refuse("/runbook", 400);
        door.put("/v1/recipients/rita", """
                {"webhook": [{"url": "%s", "secret": "%s"}]}""".formatted(sinks.hook("/runbook"), Sinks.SECRET));
        door.put("/v1/rules/runbook", """
                {"recipients": "rita", "channels": ["webhook"], "template": "welcome"}""");
        door.event("""
                {"specversion": "1.0", "id": "runbook-0", "source": "/tests/console", "type": "runbook", "data": {"number": "1"}}""");
        await().atMost(Scene.PATIENCE).until(() -> !door.get("/v1/dead-letters?recipient=rita")
                .path("items")
                .isEmpty());
        return door.get("/v1/dead-letters?recipient=rita").at("/items/0/id").asString();
    }

    private void press(String name) {
        desktop.page()
                .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name))
                .click();
    }
}
