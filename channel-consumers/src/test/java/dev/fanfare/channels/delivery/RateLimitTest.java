package dev.fanfare.channels.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fanfare.channels.engine.Urgency;
import dev.fanfare.schemas.Lane;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RateLimitTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @Test
    @DisplayName("S3-08 So many calls a second, and no more")
    void so_many_a_second_and_no_more() {
        TokenBucket bucket = new TokenBucket(10, 0);
        long now = 0;
        int taken = 0;
        while (now < 100 * SECOND) {
            long wait = bucket.take(now);
            taken += wait == 0 ? 1 : 0;
            now += wait;
        }
        assertThat(taken).isBetween(999, 1_001);
    }

    @Test
    void what_was_not_used_is_kept_for_80_ms() {
        TokenBucket bucket = new TokenBucket(1_000, 0);
        int taken = 0;
        while (bucket.take(100 * SECOND) == 0) {
            taken++;
        }
        assertThat(taken).isEqualTo(80);
    }

    @Test
    void the_next_token_goes_to_the_most_urgent_lane_that_waits() {
        AtomicLong nanos = new AtomicLong();
        RateLimit limit = new RateLimit(0.001, nanos::get);
        List<Lane> order = new CopyOnWriteArrayList<>();
        wait(limit, Lane.STANDARD, order); // has the token that there is
        await().until(() -> order.size() == 1);
        List<Lane> coming = List.of(Lane.BULK, Lane.STANDARD, Lane.BULK, Lane.EXPRESS, Lane.STANDARD, Lane.EXPRESS);
        for (int n = 0; n < coming.size(); n++) {
            wait(limit, coming.get(n), order);
            int waiting = n + 1;
            await().until(() -> limit.waiting() == waiting);
        }

        for (int n = 0; n < coming.size(); n++) {
            nanos.addAndGet(1_000 * SECOND);
            limit.look();
            int had = n + 2;
            await().until(() -> order.size() == had);
        }

        assertThat(order.subList(1, order.size()))
                .containsExactly(Lane.EXPRESS, Lane.EXPRESS, Lane.STANDARD, Lane.STANDARD, Lane.BULK, Lane.BULK);
    }

    @Test
    void who_becomes_urgent_while_it_waits_goes_before_the_others() {
        AtomicLong nanos = new AtomicLong();
        RateLimit limit = new RateLimit(0.001, nanos::get);
        List<Lane> order = new CopyOnWriteArrayList<>();
        wait(limit, Lane.STANDARD, order); // has the token that there is
        await().until(() -> order.size() == 1);
        wait(limit, Lane.STANDARD, order);
        await().until(() -> limit.waiting() == 1);
        Urgency rising = new Urgency(Lane.BULK);
        wait(limit, rising, order);
        await().until(() -> limit.waiting() == 2);

        rising.raise(Lane.EXPRESS);
        nanos.addAndGet(1_000 * SECOND);
        limit.look();
        await().until(() -> order.size() == 2);
        nanos.addAndGet(1_000 * SECOND);
        limit.look();
        await().until(() -> order.size() == 3);

        assertThat(order).containsExactly(Lane.STANDARD, Lane.EXPRESS, Lane.STANDARD);
    }

    @Test
    void whoever_is_cut_while_waiting_holds_up_nobody() throws InterruptedException {
        AtomicLong nanos = new AtomicLong();
        RateLimit limit = new RateLimit(0.001, nanos::get);
        List<Lane> order = new CopyOnWriteArrayList<>();
        wait(limit, Lane.EXPRESS, order);
        await().until(() -> order.size() == 1);
        Thread cut = wait(limit, Lane.EXPRESS, order);
        await().until(() -> limit.waiting() == 1);
        wait(limit, Lane.BULK, order);
        await().until(() -> limit.waiting() == 2);

        cut.interrupt();
        cut.join();
        nanos.addAndGet(1_000 * SECOND);
        limit.look();

        await().until(() -> order.size() == 2);
        assertThat(order).containsExactly(Lane.EXPRESS, Lane.BULK);
    }

    private static Thread wait(RateLimit limit, Lane lane, List<Lane> order) {
        return wait(limit, new Urgency(lane), order);
    }

    private static Thread wait(RateLimit limit, Urgency urgency, List<Lane> order) {
        return Thread.ofVirtual().start(() -> {
            try {
                assertThat(limit.await(urgency, "")).isTrue();
                order.add(urgency.lane());
            } catch (InterruptedException cut) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
