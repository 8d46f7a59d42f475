package dev.fanfare.channels.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Lane;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PermitTest {

    private final Room room = new Room(new LaneShares(10));

    @Test
    void what_waits_behind_its_recipients_own_leaves_its_place_to_others() {
        Permit first = taken();
        first.begins(new Urgency(Lane.STANDARD));
        Permit behind = taken();
        behind.waits();
        assertThat(room.taken()).isEqualTo(1);

        first.ends();
        behind.begins(new Urgency(Lane.STANDARD));
        assertThat(room.taken()).isEqualTo(1);
        behind.ends();
        assertThat(room.taken()).isZero();
    }

    @Test
    void a_turn_that_came_before_the_word_that_it_waits_keeps_its_place() {
        Permit permit = taken();
        permit.begins(new Urgency(Lane.STANDARD));
        permit.waits();

        assertThat(room.taken()).isEqualTo(1);
        permit.ends();
        assertThat(room.taken()).isZero();
    }

    @Test
    @DisplayName("S0-24 only so many wait beside the room")
    void only_so_many_wait_beside_the_room() {
        List<Permit> waiting = new ArrayList<>();
        for (int n = 0; n < 100; n++) {
            Permit permit = taken();
            permit.waits();
            waiting.add(permit);
        }
        assertThat(room.taken()).isEqualTo(20);

        waiting.forEach(each -> {
            each.begins(new Urgency(Lane.EXPRESS));
            each.ends();
        });
        assertThat(room.taken()).isZero();
        Permit again = taken();
        again.waits();
        assertThat(room.taken()).isZero();
    }

    @Test
    void what_is_answered_leaves_its_place_before_it_is_written() {
        Permit permit = taken();
        permit.begins(new Urgency(Lane.STANDARD));
        permit.answered();
        assertThat(room.inFlight()).isZero();
        assertThat(room.taken()).isZero();
        assertThat(room.isEmpty()).isFalse();

        permit.ends();
        assertThat(room.isEmpty()).isTrue();
    }

    @Test
    void as_many_are_written_as_there_are_places_and_others_keep_theirs_meanwhile() {
        List<Permit> written = new ArrayList<>();
        for (int n = 0; n < 20; n++) {
            Permit permit = taken();
            permit.begins(new Urgency(Lane.EXPRESS));
            permit.answered();
            written.add(permit);
        }
        assertThat(room.inFlight()).isEqualTo(10);

        written.forEach(Permit::ends);
        assertThat(room.inFlight()).isZero();
        assertThat(room.isEmpty()).isTrue();
    }

    private Permit taken() {
        room.take();
        return new Permit(room);
    }
}
