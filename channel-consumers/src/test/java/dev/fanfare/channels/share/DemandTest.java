package dev.fanfare.channels.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DemandTest {

    private static final double WHOLE = 100;

    private final Demand demand = new Demand(WHOLE, 0);
    private long taken;
    private long millis;

    @Test
    void while_anything_waits_all_of_it_is_wanted() {
        assertThat(look(1, 0)).isEqualTo(WHOLE);
    }

    @Test
    void else_a_little_more_than_was_used_lately() {
        double wants = 0;
        for (int n = 0; n < 200; n++) {
            wants = look(0, 1);
        }
        assertThat(wants).isBetween(0.95 * 40 * 1.25, 40 * 1.25);
    }

    @Test
    void where_much_waited_and_is_gone_nothing_is_wanted_at_once() {
        for (int n = 0; n < 80; n++) {
            look(5, 1);
        }
        assertThat(look(0, 0)).isPositive();
        look(0, 0);
        look(0, 0);
        assertThat(look(0, 0)).isZero();
    }

    @Test
    void who_waits_now_and_then_is_not_taken_for_one_that_stopped() {
        for (int n = 0; n < 200; n++) {
            look(n % 8 == 0 ? 1 : 0, n % 8 == 1 ? 1 : 0);
        }
        assertThat(look(0, 0)).isPositive();
    }

    private double look(int waiting, int turns) {
        millis += 25;
        taken += turns;
        return demand.of(waiting, taken, TimeUnit.MILLISECONDS.toNanos(millis));
    }
}
