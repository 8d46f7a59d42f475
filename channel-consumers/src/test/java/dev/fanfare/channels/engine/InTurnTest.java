package dev.fanfare.channels.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InTurnTest {

    private final InTurn inTurn = new InTurn(Thread.ofVirtual().factory());

    @Test
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
                inTurn.run(person, () -> {
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
    void a_send_that_hangs_holds_up_nobody_else() throws InterruptedException {
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch other = new CountDownLatch(1);
        inTurn.run("slow", () -> awaitQuietly(hanging));
        inTurn.run("quick", other::countDown);
        assertThat(other.await(5, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
        hanging.countDown();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
