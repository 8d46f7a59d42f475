package dev.fanfare.producer.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecentEventsTest {

    private final AtomicLong now = new AtomicLong(-1);
    private final RecentEvents recent = new RecentEvents(now::get);

    @Test
    void what_was_accepted_a_moment_ago_is_remembered_and_then_forgotten() {
        recent.remember("key", 7);

        now.addAndGet(RecentEvents.MEMORY.toNanos());
        assertThat(recent.find("key")).hasValue(7);
        now.incrementAndGet();
        assertThat(recent.find("key")).isEmpty();
        assertThat(recent.find("another")).isEmpty();
    }

    @Test
    void the_memory_is_bounded_and_drops_the_oldest() {
        IntStream.range(0, 20_001).forEach(n -> recent.remember("key-" + n, n));

        assertThat(recent.find("key-0")).isEmpty();
        assertThat(recent.find("key-1")).hasValue(1);
        assertThat(recent.find("key-20000")).hasValue(20_000);
    }
}
