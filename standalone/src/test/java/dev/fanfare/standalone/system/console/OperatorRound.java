package dev.fanfare.standalone.system.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.fanfare.schemas.EventKey;
import dev.fanfare.standalone.sink.Received;
import dev.fanfare.standalone.system.parts.FrontDoor;
import dev.fanfare.standalone.system.parts.Sinks;
import dev.fanfare.standalone.system.seeing.Promtool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/// What an operator lives through, with the command line and the browser and nothing else: a provider breaks, the alert
/// fires, the console shows the cause, the provider recovers, one replay later all is delivered, and the audit tells
/// it.
final class OperatorRound {

    private static final int PEOPLE = 60;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String CAUSE = "554";
    /// So many dead in a quarter of an hour, and such a share of all.
    private static final Pattern BOUNDS = Pattern.compile(
            "alert: FanfareDeadLettersRise\\s+expr: .*\\[15m\\]\\)\\) > (\\d+) and .* > ([\\d.]+) \\* sum");
    private static final Path RULES = Path.of("..", "deploy", "prometheus", "fanfare.rules.yml");

    private final Shell shell;
    private final Tab browser;
    private final Sinks sinks;
    private final Path files;
    private final List<String> people =
            IntStream.range(0, PEOPLE).mapToObj(n -> "round-" + n).toList();

    /// @param files where the operator keeps files
    OperatorRound(Shell shell, Tab browser, Sinks sinks, Path files) {
        this.shell = shell;
        this.browser = browser;
        this.sinks = sinks;
        this.files = files;
    }

    void run(String metrics) throws IOException {
        prepare();
        people.forEach(person -> sinks.behaviour().refuse(person + "@example.org", 554));
        String key = send();
        await().atMost(PATIENCE)
                .until(() -> status(key).at("/channels/email/dead").asInt() == PEOPLE);
        theAlertFires(metrics);
        theConsoleShowsTheCause();
        people.forEach(person -> sinks.behaviour().allow(person + "@example.org"));
        JsonNode replay = json("dlt", "replay", "--event", key, "--per-second", "500", "--yes", "--json");
        assertThat(replay.path("replayed").asInt()).as("%s", replay).isEqualTo(PEOPLE);
        await().atMost(PATIENCE)
                .until(() -> status(key).path("state").asString("").equals("DONE")
                        && status(key).at("/channels/email/delivered").asInt() == PEOPLE);
        eachWasToldOnce();
        theAuditTellsIt(key);
    }

    private void prepare() throws IOException {
        String profiles = people.stream()
                .map(id -> "{\"id\": \"%1$s\", \"email\": [\"%1$s@example.org\"]}".formatted(id))
                .collect(Collectors.joining("\n"));
        done("recipients", "load", file("people.jsonl", profiles));
        done(
                "templates",
                "put",
                "round",
                file("template.json", "{\"en\": {\"subject\": \"Round\", \"text\": \"Once.\"}}"));
        done(
                "rules",
                "put",
                "operator.round",
                file("rule.json", "{\"channels\": [\"email\"], \"template\": \"round\"}"));
    }

    private String send() throws IOException {
        String event = "{\"specversion\": \"1.0\", \"id\": \"1\", \"source\": \"/round\", \"type\": \"operator.round\","
                + " \"recipients\": \"" + String.join(",", people) + "\"}";
        done("send", file("events.jsonl", event));
        return EventKey.of("/round", "1");
    }

    /// By the rule that is shipped, over the number that the scrape shows.
    private void theAlertFires(String metrics) throws IOException {
        String dead = "notification_delivered_total{channel=\"email\",status=\"dead\"}";
        await().atMost(PATIENCE).until(() -> scraped(metrics, dead) >= PEOPLE);
        if (Promtool.isInstalled()) {
            Promtool.test(Path.of(file("round.rules.test.yml", """
                    rule_files: ["%s"]
                    evaluation_interval: 1m
                    tests:
                      - interval: 1m
                        input_series:
                          - series: '%s'
                            values: '0 0 %3$d+0x10'
                        promql_expr_test:
                          - expr: 'count(ALERTS{alertname="FanfareDeadLettersRise", channel="email", alertstate="firing"})'
                            eval_time: 5m
                            exp_samples: [{labels: '{}', value: 1}]
                    """.formatted(
                            RULES.toAbsolutePath().normalize(), dead, (int) scraped(metrics, dead)))));
        } else {
            System.out.println("promtool is not on PATH: whether the alert fires is judged by its two bounds alone");
            double all = scraped(metrics, "notification_delivered_total{channel=\"email\"");
            Matcher bounds = BOUNDS.matcher(Files.readString(RULES));
            assertThat(bounds.find()).as("the bounds of FanfareDeadLettersRise").isTrue();
            assertThat(scraped(metrics, dead))
                    .isGreaterThan(Double.parseDouble(bounds.group(1)))
                    .isGreaterThan(Double.parseDouble(bounds.group(2)) * all);
        }
    }

    private double scraped(String metrics, String series) {
        return shell.run("curl -sf " + metrics)
                .out()
                .lines()
                .filter(line -> line.startsWith(series))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private void theConsoleShowsTheCause() {
        browser.open("/console/channels");
        PlaywrightAssertions.assertThat(browser.page().locator("article:has(#channel-email)"))
                .containsText(CAUSE);
        browser.shoot("round-channels").isSound();
        browser.open("/console/dead-letters?channel=email&type=operator.round");
        assertThat(browser.text()).contains(CAUSE, "round-");
        browser.shoot("round-letters").isSound();
        browser.open("/console/analytics?type=operator.round");
        PlaywrightAssertions.assertThat(browser.page().locator("main")).containsText(CAUSE);
        browser.shoot("round-analytics").isSound();
    }

    private void eachWasToldOnce() {
        List<String> told = sinks.received().stream()
                .map(Received::address)
                .filter(address -> address.startsWith("round-"))
                .toList();
        assertThat(told).hasSize(PEOPLE).doesNotHaveDuplicates();
    }

    private void theAuditTellsIt(String key) {
        browser.open("/console/audit");
        assertThat(browser.text()).contains("dead-letters.replay", "dead-letters.replay.end", key);
        browser.shoot("round-audit").isSound();
    }

    private JsonNode status(String key) {
        return json("status", key, "--json");
    }

    private JsonNode json(String... words) {
        return FrontDoor.JSON.readTree(done(words).out());
    }

    private Shell.Ran done(String... words) {
        Shell.Ran ran = shell.fanfare(words);
        assertThat(ran.status()).as("%s: %s", String.join(" ", words), ran).isZero();
        return ran;
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(files.resolve(name), text).toAbsolutePath().toString();
    }
}
