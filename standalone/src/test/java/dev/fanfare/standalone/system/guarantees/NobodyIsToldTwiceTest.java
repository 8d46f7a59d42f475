package dev.fanfare.standalone.system.guarantees;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fanfare.standalone.sink.Received;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// That what proves the promise can fail.
class NobodyIsToldTwiceTest {

    private static final Instant KILL = Instant.parse("2026-01-01T12:00:00Z");

    private final List<Received> calls = new ArrayList<>();
    private final List<Received> refusals = new ArrayList<>();

    @Test
    void a_call_that_a_kill_caught_may_be_made_again() {
        call("a", -100);
        call("a", 8_000);
        call("b", 2_000);
        call("b", 9_000);

        assertThatCode(() -> judge(List.of(KILL))).doesNotThrowAnyException();
    }

    @Test
    void a_call_that_was_finished_before_may_not_whatever_else_was_in_flight() {
        for (int n = 0; n < 100; n++) {
            call("in flight " + n, -100);
        }
        call("a", -400);
        call("a", 8_000);

        assertThatThrownBy(() -> judge(List.of(KILL)))
                .hasMessageContaining("repeated")
                .hasMessageContaining("\"a\"");
    }

    @Test
    void one_kill_excuses_one_repeat_of_a_call() {
        call("a", -100);
        call("a", 8_000);
        call("a", 9_000);

        assertThatThrownBy(() -> judge(List.of(KILL))).hasMessageContaining("\"a\"");
        assertThatCode(() -> judge(List.of(KILL, KILL.plusMillis(8_100)))).doesNotThrowAnyException();
    }

    @Test
    void without_a_kill_of_who_calls_there_is_no_excuse() {
        call("a", -100);
        call("a", 8_000);

        assertThatThrownBy(() -> judge(List.of())).hasMessageContaining("\"a\"");
    }

    @Test
    void a_retry_that_was_written_and_not_committed_when_the_kill_came_is_one_excuse() {
        refusal("a", -100);
        call("a", 8_000);
        call("a", 15_000);

        assertThatCode(() -> judge(List.of(KILL))).doesNotThrowAnyException();

        call("a", 20_000);

        assertThatThrownBy(() -> judge(List.of(KILL))).hasMessageContaining("\"a\"");
    }

    @Test
    void a_refusal_that_no_kill_caught_is_none() {
        refusal("a", -1_000);
        call("a", 8_000);
        call("a", 15_000);

        assertThatThrownBy(() -> judge(List.of(KILL))).hasMessageContaining("\"a\"");
    }

    @Test
    void a_trouble_excuses_what_was_called_while_it_lasted() {
        call("a", 20_000);
        call("a", 40_000);
        Trouble trouble = Trouble.during(KILL, KILL.plusSeconds(30));

        assertThatCode(() -> judge(trouble)).doesNotThrowAnyException();

        call("b", 34_000);
        call("b", 40_000);

        assertThatThrownBy(() -> judge(trouble)).hasMessageContaining("\"b\"");
    }

    private void refusal(String delivery, long millisAfterKill) {
        refusals.add(new Received("", delivery, "", KILL.plusMillis(millisAfterKill)));
    }

    private void call(String delivery, long millisAfterKill) {
        calls.add(new Received(delivery, delivery, "", KILL.plusMillis(millisAfterKill)));
    }

    private void judge(Trouble trouble) {
        Set<String> told = Set.copyOf(calls.stream().map(Received::address).toList());
        new NobodyIsToldTwice()
                .holdsFor(new Evidence(
                        told, Set.of(), calls, refusals, List.of(), List.of(), List.of(), List.of(trouble)));
    }

    private void judge(List<Instant> kills) {
        Set<String> told = Set.copyOf(calls.stream().map(Received::address).toList());
        new NobodyIsToldTwice().holdsFor(new Evidence(told, calls, refusals, List.of(), List.of(), List.of(), kills));
    }
}
