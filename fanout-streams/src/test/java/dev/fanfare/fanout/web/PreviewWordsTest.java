package dev.fanfare.fanout.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fanfare.fanout.web.PreviewWords.Asked;
import dev.fanfare.fanout.web.PreviewWords.Person;
import dev.fanfare.fanout.web.PreviewWords.Said;
import dev.fanfare.fanout.web.PreviewWords.Sample;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/// What a preview may cost.
class PreviewWordsTest {

    @Test
    void who_finds_too_many_in_line_comes_again_later() {
        Semaphore line = new Semaphore(0);
        PreviewWords preview = new PreviewWords(line);

        assertThatThrownBy(() -> preview.preview(asked("Hello", 1)))
                .isInstanceOfSatisfying(ResponseStatusException.class, refused -> assertThat(refused.getStatusCode())
                        .isEqualTo(HttpStatus.TOO_MANY_REQUESTS));
        line.release();
        assertThat(preview.preview(asked("Hello", 1)).items()).hasSize(1);
        assertThat(line.availablePermits()).as("the place is free again").isOne();
    }

    @Test
    void what_is_too_much_is_said_once_and_not_of_each_locale() {
        var items = new PreviewWords().preview(asked("x".repeat(50_000), 2_000)).items();

        assertThat(items).hasSizeBetween(2, 100);
        assertThat(items.getLast().problem()).isEqualTo("too much for one preview");
        assertThat(items.stream().filter(item -> item.problem() != null)).hasSize(1);
    }

    private static Asked asked(String text, int locales) {
        List<String> tags = IntStream.range(0, locales)
                .mapToObj(n -> "a" + (char) ('a' + n / 26 % 26) + (char) ('a' + n % 26))
                .toList();
        return new Asked(
                Map.of("en", new Said("Subject", text, null, null, null, null)),
                new Sample("1", "/tests", "a.type", null, null, "{ }"),
                new Person("ada", null, "UTC"),
                tags,
                List.of("email"));
    }
}
