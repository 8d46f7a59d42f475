package dev.fanfare.fanout.steer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.CommandKind;
import dev.fanfare.schemas.EventCommand;
import dev.fanfare.schemas.Priority;
import dev.fanfare.schemas.Steering;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Commands that come again, or late, from a door that kept them while Kafka was away.
class SteerTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void a_pause_that_comes_again_does_not_undo_a_later_resume() {
        EventCommand pause = command(CommandKind.PAUSE, 1);
        EventCommand resume = command(CommandKind.RESUME, 2);
        assertThat(after(pause, resume, pause).getPaused()).isFalse();
        assertThat(after(pause, resume, pause, resume)).isEqualTo(after(pause, resume));
        assertThat(after(pause, resume, command(CommandKind.PAUSE, 3)).getPaused())
                .isTrue();
    }

    @Test
    void a_resume_that_comes_late_does_not_undo_a_later_pause() {
        EventCommand resume = command(CommandKind.RESUME, 2);
        assertThat(after(command(CommandKind.PAUSE, 1), resume, command(CommandKind.PAUSE, 3), resume)
                        .getPaused())
                .isTrue();
    }

    @Test
    void a_change_that_comes_late_says_only_what_nobody_said_since() {
        EventCommand late = command(CommandKind.CHANGE, 1);
        late.setPriority(Priority.URGENT);
        late.setExpiresAt(NOON.plusSeconds(100));
        EventCommand newer = command(CommandKind.CHANGE, 2);
        newer.setPriority(Priority.LOW);

        Steering after = after(newer, late);

        assertThat(after.getPriority()).isEqualTo(Priority.LOW);
        assertThat(after.getExpiresAt()).isEqualTo(NOON.plusSeconds(100));
        assertThat(after.getAt()).isEqualTo(newer.getAt());
        assertThat(after(late, newer, late)).isEqualTo(after(late, newer));
    }

    @Test
    void a_pause_is_not_late_for_a_change_that_was_asked_after_it() {
        EventCommand change = command(CommandKind.CHANGE, 2);
        change.setPriority(Priority.LOW);
        assertThat(after(change, command(CommandKind.PAUSE, 1)).getPaused()).isTrue();
    }

    @Test
    void a_pause_of_what_is_paused_holds_against_a_resume_that_was_asked_before() {
        Steering after =
                after(command(CommandKind.PAUSE, 1), command(CommandKind.PAUSE, 3), command(CommandKind.RESUME, 2));
        assertThat(after.getPaused()).isTrue();
        assertThat(Steer.after(after, command(CommandKind.PAUSE, 3))).isEmpty();
    }

    @Test
    void a_resume_of_what_is_not_paused_holds_against_a_pause_that_was_asked_before() {
        assertThat(after(command(CommandKind.RESUME, 2), command(CommandKind.PAUSE, 1))
                        .getPaused())
                .isFalse();
    }

    @Test
    void a_change_to_what_it_is_holds_against_one_that_was_asked_before() {
        Steering after = after(change(Priority.LOW, 1), change(Priority.LOW, 3), change(Priority.URGENT, 2));
        assertThat(after.getPriority()).isEqualTo(Priority.LOW);
        assertThat(Steer.after(after, change(Priority.LOW, 3))).isEmpty();
    }

    @Test
    void a_cancel_holds_however_late() {
        Steering after = after(command(CommandKind.PAUSE, 2), command(CommandKind.CANCEL, 1));
        assertThat(after.getCancelled()).isTrue();
        assertThat(Steer.after(after, command(CommandKind.RESUME, 3))).isEmpty();
    }

    private static EventCommand command(CommandKind kind, int seconds) {
        return new EventCommand("e", kind, NOON.plusSeconds(seconds), null, null, null);
    }

    private static EventCommand change(Priority priority, int seconds) {
        EventCommand change = command(CommandKind.CHANGE, seconds);
        change.setPriority(priority);
        return change;
    }

    private static Steering after(EventCommand... commands) {
        @Nullable Steering steering = null;
        for (EventCommand command : Arrays.asList(commands)) {
            steering = Steer.after(steering, command).orElse(steering);
        }
        return Objects.requireNonNull(steering);
    }
}
