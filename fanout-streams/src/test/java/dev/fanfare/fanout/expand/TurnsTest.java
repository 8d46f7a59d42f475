package dev.fanfare.fanout.expand;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.fanout.expand.Turns.Turn;
import dev.fanfare.schemas.Priority;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private final Turns turns = new Turns();

    @Test
    void the_most_urgent_comes_first() {
        add("low", Priority.LOW, "/a");
        add("normal", Priority.NORMAL, "/a");
        add("urgent", Priority.URGENT, "/a");
        add("high", Priority.HIGH, "/a");

        assertThat(taken()).containsExactly("urgent", "high", "normal", "low");
    }

    @Test
    @DisplayName("S2-07 sources take turns and within one the oldest goes first")
    void sources_take_turns_and_within_one_the_oldest_goes_first() {
        add("a1", Priority.NORMAL, "/a");
        add("a2", Priority.NORMAL, "/a");
        add("a3", Priority.NORMAL, "/a");
        add("b1", Priority.NORMAL, "/b");

        assertThat(taken()).containsExactly("a1", "b1", "a2", "a3");
    }

    @Test
    void a_slice_that_did_not_end_stays_the_first_of_its_source_while_others_have_their_turn() {
        add("a1", Priority.NORMAL, "/a");
        add("a2", Priority.NORMAL, "/a");
        add("b1", Priority.NORMAL, "/b");
        Turn unfinished = turns.take();
        assertThat(unfinished).isNotNull().extracting(Turn::key).isEqualTo("a1");
        turns.putBack(unfinished);

        assertThat(taken()).containsExactly("b1", "a1", "a2");
    }

    @Test
    void only_what_is_as_urgent_stands_before() {
        add("normal", Priority.NORMAL, "/a");

        assertThat(turns.before(Priority.LOW)).isTrue();
        assertThat(turns.before(Priority.NORMAL)).isTrue();
        assertThat(turns.before(Priority.HIGH)).isFalse();
    }

    private void add(String key, Priority priority, String source) {
        turns.add(new Turn(key, priority, source));
    }

    private List<String> taken() {
        List<String> keys = new ArrayList<>();
        for (Turn turn = turns.take(); turn != null; turn = turns.take()) {
            keys.add(turn.key());
        }
        assertThat(turns.isEmpty()).isTrue();
        return keys;
    }
}
