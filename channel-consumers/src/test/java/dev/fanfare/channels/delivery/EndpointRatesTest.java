package dev.fanfare.channels.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.junit.jupiter.api.Test;

class EndpointRatesTest {

    private long now;
    private final EndpointRates rates = new EndpointRates(10, () -> now);

    @Test
    void each_endpoint_has_a_rate_of_its_own() {
        assertThat(rates.wait("one", false)).isEmpty();
        assertThat(rates.wait("one", false)).contains(Duration.ofMillis(100));
        assertThat(rates.wait("other", false)).isEmpty();
    }

    @Test
    void a_crowd_comes_back_one_by_one_and_none_more_often_than_it_must() {
        PriorityQueue<Long> back = new PriorityQueue<>();
        List<Long> called = new ArrayList<>();
        int waits = 0;
        for (int n = 0; n < 100; n++) {
            Optional<Duration> wait = rates.wait("one", false);
            wait.ifPresentOrElse(time -> back.add(now + time.toNanos()), () -> called.add(now));
        }
        while (!back.isEmpty()) {
            now = back.remove();
            Optional<Duration> wait = rates.wait("one", true);
            wait.ifPresentOrElse(time -> back.add(now + time.toNanos()), () -> called.add(now));
            waits += wait.isPresent() ? 1 : 0;
        }
        assertThat(called).hasSize(100);
        assertThat(Duration.ofNanos(called.getLast())).isBetween(Duration.ofMillis(9_800), Duration.ofSeconds(11));
        assertThat(waits).isLessThan(10);
    }

    @Test
    void who_has_just_come_waits_behind_those_that_waited() {
        rates.wait("one", false);
        rates.wait("one", false);
        rates.wait("one", false);
        now += Duration.ofMillis(100).toNanos();
        assertThat(rates.wait("one", false)).contains(Duration.ofMillis(200));
        assertThat(rates.wait("one", true)).isEmpty();
    }
}
