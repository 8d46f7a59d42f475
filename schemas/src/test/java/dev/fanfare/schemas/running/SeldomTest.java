package dev.fanfare.schemas.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SeldomTest {

    private final AtomicLong nanos = new AtomicLong();

    @Test
    void the_first_is_said_and_then_nothing_for_a_minute() {
        Seldom seldom = new Seldom(nanos::get);
        assertThat(seldom.isDue()).isTrue();
        assertThat(seldom.isDue()).isFalse();
        pass(Duration.ofSeconds(59));
        assertThat(seldom.isDue()).isFalse();
        pass(Duration.ofSeconds(1));
        assertThat(seldom.isDue()).isTrue();
        assertThat(seldom.isDue()).isFalse();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
