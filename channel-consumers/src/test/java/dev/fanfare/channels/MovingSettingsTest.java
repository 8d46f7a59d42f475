package dev.fanfare.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.channels.delivery.RetryPolicy;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/// The settings on the pages in `docs/moving` are taken as they stand there, and come to the waits that the pages
/// promise.
class MovingSettingsTest {

    private static final Path PAGES = Path.of("..", "docs", "moving");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```properties example=settings\\n(.*?)^```$");

    @ParameterizedTest
    @CsvSource({
        "taskiq, '2m,4m,8m,16m'",
        "rabbitmq, '10s,1m'",
        "bullmq, '5s,25s,125s'",
        "celery, '3m,3m,3m'",
    })
    @DisplayName("S1-33 S3-05 the old ladder by the settings of its page")
    void the_page_comes_to_its_ladder(String page, String waits) throws IOException {
        RetryPolicy policy = settings(page).emailSettings().send().retry();

        assertThat(IntStream.range(1, 100)
                        .mapToObj(attempt -> policy.delayAfter(attempt, Duration.ZERO, "id"))
                        .flatMap(Optional::stream))
                .containsExactlyElementsOf(durations(waits));
    }

    @ParameterizedTest
    @CsvSource({"taskiq, webhook", "rabbitmq, push"})
    @DisplayName("S1-36 the other channels of the page have the same ladder")
    void other_channels_have_the_same(String page, String channel) throws IOException {
        ChannelsSettings settings = settings(page);
        RetryPolicy other = channel.equals("push")
                ? settings.pushSettings().send().retry()
                : settings.webhookSettings().send().retry();

        assertThat(other).isEqualTo(settings.emailSettings().send().retry());
    }

    @ParameterizedTest
    @CsvSource("bullmq, 10, 10")
    @DisplayName("S3-07 S3-08 the old concurrency and rate by the settings of its page")
    void the_page_comes_to_its_rate(String page, int inFlight, int rate) throws IOException {
        assertThat(settings(page).emailSettings().send().inFlight()).isEqualTo(inFlight);
        assertThat(settings(page).emailSettings().send().rateLimit()).isEqualTo(rate);
    }

    private static List<Duration> durations(String waits) {
        return Stream.of(waits.split(","))
                .map(wait -> Duration.parse("PT" + wait.toUpperCase(Locale.ROOT)))
                .toList();
    }

    private static ChannelsSettings settings(String page) throws IOException {
        Matcher block = BLOCK.matcher(Files.readString(PAGES.resolve(page + ".md")));
        assertThat(block.find()).as("settings on %s", page).isTrue();
        Properties properties = new Properties();
        properties.load(new StringReader(block.group(1)));
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("fanfare", ChannelsSettings.class);
    }
}
