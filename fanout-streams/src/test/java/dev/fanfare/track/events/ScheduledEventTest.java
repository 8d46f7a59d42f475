package dev.fanfare.track.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Admission;
import dev.fanfare.schemas.EventAdmitted;
import dev.fanfare.schemas.EventKey;
import dev.fanfare.schemas.EventStatus;
import dev.fanfare.schemas.Priority;
import dev.fanfare.schemas.Steering;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What the status of an event says that waits for its time.
class ScheduledEventTest {

    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
    private static final Instant LATER = NOW.plus(Duration.ofDays(1));
    private static final String KEY = EventKey.of("test", "1");

    @Test
    void it_is_scheduled_until_it_goes_on_and_keeps_its_acceptance() {
        EventStatus waits = scheduled();
        assertThat(view(waits).state()).isEqualTo("SCHEDULED");
        assertThat(view(waits).sendAt()).isEqualTo(LATER);
        assertThat(view(waits).releasedAt()).isNull();
        assertThat(view(waits).expansion().done()).isFalse();
        assertThat(view(waits).progress()).isNull();
        assertThat(EventEnd.of(waits)).isNull();

        EventView gone = view(FoldEvent.admit(waits, head(Admission.ADMITTED, LATER)));
        assertThat(gone.state()).isEqualTo("EXPANDING");
        assertThat(gone.acceptedAt()).isEqualTo(NOW);
        assertThat(gone.sendAt()).isEqualTo(LATER);
        assertThat(gone.releasedAt()).isEqualTo(LATER);
    }

    @Test
    void a_cancel_ends_it_with_nothing_stopped_and_nothing_left() {
        EventView view = view(FoldEvent.steer(scheduled(), steering(true, false, null)));

        assertThat(view.state()).isEqualTo("CANCELLED");
        assertThat(view.stopped()).isZero();
        assertThat(view.left()).isZero();
        assertThat(view.doneAt()).isNotNull();
    }

    @Test
    void a_pause_shows_and_so_does_another_time() {
        assertThat(view(FoldEvent.steer(scheduled(), steering(false, true, null)))
                        .state())
                .isEqualTo("PAUSED");
        assertThat(view(FoldEvent.steer(scheduled(), steering(false, false, LATER.plusSeconds(5))))
                        .sendAt())
                .isEqualTo(LATER.plusSeconds(5));
    }

    @Test
    void without_a_rule_at_its_time_it_ends_unmatched_and_may_begin_again() {
        EventStatus unmatched = FoldEvent.admit(scheduled(), head(Admission.UNMATCHED, LATER));
        assertThat(view(unmatched).state()).isEqualTo("UNMATCHED");
        assertThat(view(unmatched).doneAt()).isNotNull();

        assertThat(view(FoldEvent.admit(unmatched, head(Admission.SCHEDULED, LATER.plusSeconds(60))))
                        .state())
                .isEqualTo("SCHEDULED");
    }

    @Test
    void behind_its_time_it_has_gone_on_though_it_waits_for_its_rule() {
        EventView view = view(FoldEvent.admit(scheduled(), head(Admission.WAITING, LATER)));

        assertThat(view.state()).isEqualTo("ACCEPTED");
        assertThat(view.releasedAt()).isEqualTo(LATER);
    }

    private static EventStatus scheduled() {
        return FoldEvent.admit(FoldEvent.begin(KEY), head(Admission.SCHEDULED, NOW));
    }

    private static EventView view(EventStatus status) {
        return EventView.of(status, NOW);
    }

    private static Steering steering(boolean cancelled, boolean paused, @Nullable Instant sendAt) {
        return new Steering(cancelled, paused, null, null, NOW, sendAt, null, null);
    }

    private static EventAdmitted head(Admission admission, Instant at) {
        EventAdmitted head = new EventAdmitted();
        head.setKey(KEY);
        head.setId("1");
        head.setSource("test");
        head.setType("greeting");
        head.setPriority(Priority.NORMAL);
        head.setAdmission(admission);
        head.setSlices(1);
        head.setAcceptedAt(NOW);
        head.setAt(at);
        head.setSendAt(LATER);
        return head;
    }
}
