package dev.fanfare.fanout.due;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DueQueueTest {

    private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");

    private final KeyValueStore<Bytes, byte[]> store = DueQueue.store(
                    Stores.inMemoryKeyValueStore("due"), DueKeys.WAITING)
            .withLoggingDisabled()
            .build();
    private final DueQueue queue = new DueQueue(store);

    @BeforeEach
    void open() {
        store.init(new MockProcessorContext<>().getStateStoreContext(), store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void what_is_due_comes_out_longest_due_first() {
        queue.set("b", NOON.plusSeconds(1), bytes("late"));
        queue.set("a", NOON, bytes("early"));
        queue.set("c", NOON.plusSeconds(2), bytes("not yet"));

        assertThat(released(NOON.plusSeconds(1))).containsExactly("a=early", "b=late");
        assertThat(queue.soonest()).isPresent();
    }

    @Test
    void setting_again_replaces() {
        queue.set("a", NOON, bytes("old"));
        queue.set("a", NOON.plusSeconds(5), bytes("new"));

        assertThat(released(NOON)).isEmpty();
        assertThat(queue.get("a")).isEqualTo(bytes("new"));
        assertThat(released(NOON.plusSeconds(5))).containsExactly("a=new");
    }

    @Test
    void a_removed_thing_waits_no_more() {
        queue.set("a", NOON, bytes("x"));
        queue.remove("a");

        assertThat(queue.soonest()).isEmpty();
        assertThat(store.all().hasNext()).isFalse();
    }

    @Test
    void a_tick_hands_over_only_so_much() {
        for (int n = 0; n < 10; n++) {
            queue.set("k" + n, NOON, bytes("x"));
        }
        List<String> taken = new ArrayList<>();

        assertThat(queue.release(NOON, 4, (owner, _) -> taken.add(owner))).isEqualTo(4);
        assertThat(taken).containsExactly("k0", "k1", "k2", "k3");
    }

    @Test
    void it_agrees_with_a_plain_model_whatever_is_done() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Map<String, Integer> model = new HashMap<>();
        for (int step = 0; step < 3_000; step++) {
            String owner = "o" + random.nextInt(40);
            int second = random.nextInt(100);
            switch (random.nextInt(3)) {
                case 0 -> {
                    queue.set(owner, NOON.plusSeconds(second), bytes(owner + second));
                    model.put(owner, second);
                }
                case 1 -> {
                    queue.remove(owner);
                    model.remove(owner);
                }
                default -> {
                    List<String> expected = model.entrySet().stream()
                            .filter(waiting -> waiting.getValue() <= second)
                            .sorted(Map.Entry.<String, Integer>comparingByValue()
                                    .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder())))
                            .map(waiting -> waiting.getKey() + "=" + waiting.getKey() + waiting.getValue())
                            .toList();
                    assertThat(released(NOON.plusSeconds(second)))
                            .as("seed %d, step %d", seed, step)
                            .isEqualTo(expected);
                    model.values().removeIf(due -> due <= second);
                }
            }
        }
    }

    private List<String> released(Instant now) {
        List<String> released = new ArrayList<>();
        queue.release(
                now, 1_000, (owner, what) -> released.add(owner + "=" + new String(what, StandardCharsets.UTF_8)));
        return released;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
