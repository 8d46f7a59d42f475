package dev.fanfare.schemas.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// One answer for all who ask the same at once.
class SharedByTest {

    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final CountDownLatch open = new CountDownLatch(1);

    @Test
    @DisplayName("who asks something else does not wait")
    void each_question_is_by_itself() throws InterruptedException {
        SharedBy<String, String> shared = new SharedBy<>(question -> {
            asked.add(question);
            if (question.equals("slow")) {
                awaitOpen();
            }
            return question + "!";
        });
        List<Thread> slow = List.of(
                Thread.ofPlatform().start(() -> shared.get("slow")),
                Thread.ofPlatform().start(() -> shared.get("slow")),
                Thread.ofPlatform().start(() -> shared.get("slow")));
        await().until(() -> slow.stream().allMatch(one -> one.getState() == Thread.State.WAITING));

        assertThat(shared.get("quick")).isEqualTo("quick!");
        open.countDown();
        for (Thread one : slow) {
            one.join();
        }
        assertThat(asked).containsExactly("slow", "quick", "slow");
        assertThat(shared.get("slow")).isEqualTo("slow!");
    }

    private void awaitOpen() {
        try {
            open.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
