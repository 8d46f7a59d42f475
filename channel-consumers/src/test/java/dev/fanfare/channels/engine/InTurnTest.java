package dev.fanfare.channels.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fanfare.schemas.Lane;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class InTurnTest {

    private final InTurn inTurn = new InTurn(Thread.ofVirtual().factory());

    @Test
    @DisplayName("S0-23 one persons sends run one after another in order")
    void one_persons_sends_run_one_after_another_in_order() {
        int people = 20;
        int each = 200;
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Map<String, List<Integer>> seen = new ConcurrentHashMap<>();
        Map<String, AtomicInteger> running = new ConcurrentHashMap<>();
        AtomicInteger overlaps = new AtomicInteger();
        for (int n = 0; n < each; n++) {
            for (int p = 0; p < people; p++) {
                String person = "p" + p;
                int number = n;
                boolean yield = random.nextBoolean();
                inTurn.run(person, new Urgency(Lane.STANDARD), () -> {
                    if (running.computeIfAbsent(person, _ -> new AtomicInteger())
                                    .incrementAndGet()
                            > 1) {
                        overlaps.incrementAndGet();
                    }
                    if (yield) {
                        Thread.yield();
                    }
                    seen.computeIfAbsent(person, _ -> new CopyOnWriteArrayList<>())
                            .add(number);
                    running.get(person).decrementAndGet();
                });
            }
        }
        await().until(() -> seen.values().stream().mapToInt(List::size).sum() == people * each);
        assertThat(overlaps).as("seed %d", seed).hasValue(0);
        assertThat(seen).allSatisfy((_, numbers) -> assertThat(numbers).isSorted());
    }

    @Test
    void behind_one_that_throws_an_error_the_next_of_its_key_runs() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch next = new CountDownLatch(1);
        inTurn.run("ada", new Urgency(Lane.STANDARD), () -> {
            awaitQuietly(begun);
            throw new NoClassDefFoundError("made up");
        });
        inTurn.run("ada", new Urgency(Lane.STANDARD), next::countDown);
        begun.countDown();
        assertThat(next.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void a_send_that_hangs_holds_up_nobody_else() throws InterruptedException {
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch other = new CountDownLatch(1);
        inTurn.run("slow", new Urgency(Lane.STANDARD), () -> awaitQuietly(hanging));
        inTurn.run("quick", new Urgency(Lane.STANDARD), other::countDown);
        assertThat(other.await(5, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
        hanging.countDown();
    }

    @Test
    @DisplayName(
            "S2-36 What is urgent passes what waits for the same person, and what is ahead of it becomes as urgent")
    void what_is_urgent_does_not_wait_as_long_as_what_is_not() {
        CountDownLatch waiting = new CountDownLatch(1);
        List<Lane> order = new CopyOnWriteArrayList<>();
        Urgency ahead = new Urgency(Lane.BULK);
        inTurn.run("p", ahead, () -> awaitQuietly(waiting));
        for (Lane lane : List.of(Lane.BULK, Lane.STANDARD, Lane.BULK)) {
            inTurn.run("p", new Urgency(lane), () -> order.add(lane));
        }
        assertThat(ahead.lane()).isEqualTo(Lane.STANDARD);

        inTurn.run("p", new Urgency(Lane.EXPRESS), () -> order.add(Lane.EXPRESS));

        assertThat(ahead.lane()).isEqualTo(Lane.EXPRESS);
        waiting.countDown();
        await().until(() -> order.size() == 4);
        assertThat(order).containsExactly(Lane.EXPRESS, Lane.STANDARD, Lane.BULK, Lane.BULK);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
