package dev.fanfare.producer.moving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.producer.fakes.Answer;
import dev.fanfare.producer.fakes.Front;
import dev.fanfare.producer.fakes.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Each rule, template, person and event on the pages in `docs/moving` is taken as it stands there, in its order.
class MovingPagesTest {

    @RegisterExtension
    static final World WORLD = new World();

    private static final Path PAGES = Path.of("..", "docs", "moving");
    private static final Pattern BLOCK =
            Pattern.compile("(?ms)^```json example=(template|rule|recipient|event):?(\\S*)\\n(.*?)^```$");

    /// @param kind template, rule, recipient or event
    private record Example(String kind, String name, String json) {}

    @ParameterizedTest
    @ValueSource(strings = {"daemon-thread", "taskiq", "rabbitmq", "bullmq", "celery"})
    @DisplayName("S2-06 S2-08 what was sent by the old system's names is taken by ours")
    void every_example_of_the_page_is_taken(String page) {
        List<Example> examples = examples(page);

        assertThat(examples).extracting(Example::kind).contains("template", "rule", "event");
        for (Example example : examples) {
            Answer answer = taken(example);
            assertThat(answer.status())
                    .as("%s: %s %s: %s", page, example.kind(), example.name(), answer.body())
                    .isBetween(200, 202);
        }
    }

    private static Answer taken(Example example) {
        Front front = WORLD.front();
        return switch (example.kind()) {
            case "template" -> front.put("/v1/templates/" + example.name(), example.json());
            case "rule" -> front.put("/v1/rules/" + example.name(), example.json());
            case "recipient" -> front.put("/v1/recipients/" + example.name(), example.json());
            default -> front.event(example.json());
        };
    }

    private static List<Example> examples(String page) {
        try {
            return BLOCK.matcher(Files.readString(PAGES.resolve(page + ".md")))
                    .results()
                    .map(block -> new Example(block.group(1), block.group(2), block.group(3)))
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
