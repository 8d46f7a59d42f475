package dev.fanfare.schemas.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// One answer for all who ask at once.
class SharedTest {

    private static final int MANY = 50;

    @Test
    @DisplayName("who asks while an answer is being made gets the next, one for all of them")
    void who_asks_while_one_is_made_gets_the_next() throws InterruptedException {
        CountDownLatch first = new CountDownLatch(1);
        AtomicInteger made = new AtomicInteger();
        Shared<Integer> shared = new Shared<>(() -> {
            int number = made.incrementAndGet();
            if (number == 1) {
                awaitOpen(first);
            }
            return number;
        });
        Queue<Integer> early = new ConcurrentLinkedQueue<>();
        Queue<Integer> late = new ConcurrentLinkedQueue<>();
        Thread maker = Thread.ofPlatform().start(() -> early.add(shared.get()));
        await().until(() -> made.get() == 1);
        List<Thread> others = IntStream.range(0, MANY)
                .mapToObj(_ -> Thread.ofPlatform().start(() -> late.add(shared.get())))
                .toList();
        await().until(() -> others.stream().allMatch(other -> other.getState() == Thread.State.WAITING));
        first.countDown();
        List<Thread> all = new ArrayList<>(others);
        all.add(maker);
        for (Thread one : all) {
            one.join();
        }

        assertThat(early).containsExactly(1);
        assertThat(late).hasSize(MANY).containsOnly(2);
        assertThat(made).hasValue(2);
    }

    @Test
    void who_asks_behind_an_answer_gets_a_new_one() {
        AtomicInteger made = new AtomicInteger();
        Shared<Integer> shared = new Shared<>(made::incrementAndGet);

        assertThat(shared.get()).isEqualTo(1);
        assertThat(shared.get()).isEqualTo(2);
    }

    @Test
    void behind_a_failure_it_is_tried_again() {
        AtomicInteger made = new AtomicInteger();
        Shared<Integer> shared = new Shared<>(() -> {
            if (made.incrementAndGet() == 1) {
                throw new IllegalArgumentException("away");
            }
            return made.get();
        });

        assertThatThrownBy(shared::get).isInstanceOf(IllegalArgumentException.class);
        assertThat(shared.get()).isEqualTo(2);
    }

    private static void awaitOpen(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
