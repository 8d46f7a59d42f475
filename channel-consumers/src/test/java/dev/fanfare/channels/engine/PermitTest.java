package dev.fanfare.channels.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PermitTest {

    private final Room room = new Room(new LaneShares(10));

    @Test
    void what_waits_behind_its_recipients_own_leaves_its_place_to_others() {
        Permit first = taken();
        Permit behind = taken();
        behind.waits();
        assertThat(room.inFlight()).isEqualTo(1);

        first.ends();
        behind.begins();
        assertThat(room.inFlight()).isEqualTo(1);
        behind.ends();
        assertThat(room.inFlight()).isZero();
    }

    @Test
    void a_turn_that_came_before_the_word_that_it_waits_keeps_its_place() {
        Permit permit = taken();
        permit.begins();
        permit.waits();

        assertThat(room.inFlight()).isEqualTo(1);
        permit.ends();
        assertThat(room.inFlight()).isZero();
    }

    @Test
    void only_so_many_wait_beside_the_room() {
        List<Permit> waiting = new ArrayList<>();
        for (int n = 0; n < 100; n++) {
            Permit permit = taken();
            permit.waits();
            waiting.add(permit);
        }
        assertThat(room.inFlight()).isEqualTo(20);

        waiting.forEach(Permit::begins);
        waiting.forEach(Permit::ends);
        assertThat(room.inFlight()).isZero();
        Permit again = taken();
        again.waits();
        assertThat(room.inFlight()).isZero();
    }

    private Permit taken() {
        room.take();
        return new Permit(room);
    }
}
