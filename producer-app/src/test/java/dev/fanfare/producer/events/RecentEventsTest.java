package dev.fanfare.producer.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecentEventsTest {

    private final AtomicLong now = new AtomicLong(-1);
    private final AtomicBoolean spooling = new AtomicBoolean();
    private final RecentEvents recent = new RecentEvents(now::get, spooling::get);

    @Test
    void what_was_accepted_a_moment_ago_is_remembered_and_then_forgotten() {
        recent.remember("key", 7, false);

        now.addAndGet(RecentEvents.MEMORY.toNanos());
        assertThat(recent.find("key")).hasValue(7);
        now.incrementAndGet();
        assertThat(recent.find("key")).isEmpty();
        assertThat(recent.find("another")).isEmpty();
    }

    @Test
    void the_memory_is_bounded_and_drops_the_oldest() {
        IntStream.range(0, RecentEvents.MOST + 1).forEach(n -> recent.remember("key-" + n, n, false));

        assertThat(recent.find("key-0")).isEmpty();
        assertThat(recent.find("key-1")).hasValue(1);
        assertThat(recent.find("key-" + RecentEvents.MOST)).hasValue(RecentEvents.MOST);
    }

    @Test
    void what_waits_in_the_spool_is_remembered_for_as_long() {
        spooling.set(true);
        recent.remember("spooled", 7, true);
        recent.remember("in kafka", 8, false);
        now.addAndGet(Duration.ofHours(1).toNanos());

        assertThat(recent.find("spooled")).hasValue(7);
        assertThat(recent.find("in kafka")).isEmpty();
        spooling.set(false);
        assertThat(recent.find("spooled")).isEmpty();
    }
}
