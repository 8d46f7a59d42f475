package dev.fanfare.standalone.system.guarantees;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fanfare.standalone.sink.Received;
import dev.fanfare.standalone.system.parts.CommittedRecords.Attempt;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// That what proves the promise can fail.
class NothingIsLostTest {

    @Test
    void whoever_stands_on_a_topic_and_was_called_is_told() {
        assertThatCode(() -> judge(Set.of("a"), Set.of(), "a")).doesNotThrowAnyException();
    }

    @Test
    void whoever_was_not_called_is_lost() {
        assertThatThrownBy(() -> judge(Set.of("a", "b"), Set.of(), "a")).hasMessageContaining("\"b\"");
    }

    @Test
    void whoever_is_refused_for_good_must_have_a_dead_letter() {
        assertThatThrownBy(() -> judge(Set.of("a"), Set.of("b"), "a"))
                .hasMessageContaining("dead letters")
                .hasMessageContaining("\"b\"");
    }

    private static void judge(Set<String> expected, Set<String> refused, String called) {
        List<Attempt> attempts = Stream.concat(expected.stream(), refused.stream())
                .map(address -> new Attempt(address, "event", address, "1"))
                .toList();
        new NothingIsLost()
                .holdsFor(new Evidence(
                        expected,
                        refused,
                        List.of(new Received(called, called, "", Instant.EPOCH)),
                        List.of(),
                        attempts,
                        List.of(),
                        List.of(),
                        List.of()));
    }
}
