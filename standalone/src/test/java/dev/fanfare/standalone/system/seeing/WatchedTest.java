package dev.fanfare.standalone.system.seeing;

import static java.util.function.Predicate.not;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class WatchedTest {

    private static final Path PAGE = Path.of("..", "docs", "operations.md");

    @Test
    @DisplayName("S1-46: each alert fires for what it is for, and not for what is usual")
    void each_alert_fires_when_it_should() throws IOException {
        Promtool.test(Watched.RULES_TESTS);
    }

    @Test
    @DisplayName("S1-46 each alert is tested and has its page")
    void each_alert_is_tested_and_has_its_page() throws IOException {
        List<String> alerts = Watched.found(Pattern.compile("alert: (\\w+)"), Watched.RULES);
        String tests = Files.readString(Watched.RULES_TESTS);
        List<String> pages = Watched.found(Pattern.compile("(?m)^### (\\w+)$"), PAGE);
        assertThat(alerts).isNotEmpty().allMatch(alert -> tests.contains("alertname: " + alert));
        assertThat(pages).containsExactlyElementsOf(alerts);
        assertThat(Watched.found(Pattern.compile("runbook: docs/operations.md#(\\w+)"), Watched.RULES))
                .containsExactlyElementsOf(alerts.stream()
                        .map(alert -> alert.toLowerCase(Locale.ROOT))
                        .toList());
    }

    @Test
    void the_page_tells_of_every_metric_that_is_watched() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(Watched.metrics())
                .hasSizeGreaterThan(15)
                .filteredOn(not(name -> name.startsWith("jvm_")))
                .allSatisfy(name -> assertThat(page).contains("`" + name.replaceFirst("_bucket$", "")));
    }
}
