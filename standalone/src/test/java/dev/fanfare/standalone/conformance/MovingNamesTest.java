package dev.fanfare.standalone.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the pages in `docs/moving` name is what the other pages explain: metrics, settings, and pages themselves.
class MovingNamesTest {

    private static final Path DOCS = Path.of("..", "docs");
    private static final Pattern METRIC = Pattern.compile("`(notification_[a-z_]+)");
    private static final Pattern SETTING = Pattern.compile("fanfare\\.[a-z]+(?:[.-][a-z]+)+\\b");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)");

    @ParameterizedTest
    @ValueSource(strings = {"README", "daemon-thread", "taskiq", "rabbitmq", "bullmq", "celery"})
    void every_name_is_one(String name) throws IOException {
        Path page = DOCS.resolve("moving", name + ".md");
        String text = Files.readString(page);
        String metrics = Files.readString(DOCS.resolve("operations.md"));
        String settings = Files.readString(DOCS.resolve("settings.md"));

        assertThat(found(METRIC, text)).allMatch(metric -> metrics.contains("`" + metric));
        assertThat(found(SETTING, text))
                .filteredOn(setting -> !setting.matches("fanfare\\.(events|email|push)\\.(standard|express|retry)"))
                .allMatch(setting -> isDocumented(setting, settings));
        assertThat(found(LINK, text)).allMatch(link -> Files.exists(page.resolveSibling(link)));
    }

    /// A channel's settings stand under `CHANNEL`, and the later ones of a row by their end.
    private static boolean isDocumented(String setting, String settings) {
        String general = setting.replaceFirst("^fanfare\\.(email|push|webhook)\\.", "fanfare.CHANNEL.");
        return Stream.of(setting, general).anyMatch(name -> settings.contains("`" + name));
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(one -> one.groupCount() == 0 ? one.group() : one.group(1))
                .distinct()
                .toList();
    }
}
