package dev.fanfare.fanout.due;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.BatchingStateRestoreCallback;
import org.apache.kafka.streams.processor.StateRestoreCallback;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is logged of a queue, and what a store is after it was restored from that.
class WaitingStoreTest {

    private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");

    private final List<StateRestoreCallback> restores = new ArrayList<>();
    private final KeyValueStore<Bytes, byte[]> first = store();
    private final KeyValueStore<Bytes, byte[]> second = store();
    private final List<KeyValue<Bytes, byte[]>> log = new ArrayList<>();
    private final KeyValueStore<Bytes, byte[]> logged = new Logged(first, log).get();
    private final DueQueue queue = new DueQueue(logged);

    @AfterEach
    void close() {
        first.close();
        second.close();
    }

    @Test
    void one_record_is_logged_of_what_waits_and_one_of_its_end() {
        queue.set("a", "event", NOON, new byte[] {1});
        assertThat(log).hasSize(1);
        assertThat(content(first)).hasSize(3);

        queue.remove("a");
        assertThat(log).hasSize(2);
        assertThat(content(first)).isEmpty();
    }

    @Test
    void what_has_no_group_is_found_by_its_owner_alone() {
        queue.set("a", NOON, new byte[] {1});
        assertThat(content(first)).hasSize(2);
        assertThat(queue.due("a")).contains(NOON);
    }

    @Test
    void a_store_that_is_restored_is_what_it_was_also_where_the_log_was_compacted() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int n = 0; n < 500; n++) {
            String owner = "o" + random.nextInt(20);
            Instant due = NOON.plusMillis(random.nextInt(1_000));
            switch (random.nextInt(4)) {
                case 0 -> queue.remove(owner);
                case 1 -> queue.replace(owner, new byte[] {(byte) n});
                case 2 -> queue.release(due, 2, (_, _) -> {});
                default -> queue.set(owner, random.nextBoolean() ? "" : "e" + owner, due, new byte[] {(byte) n});
            }
        }
        queue.set("last", NOON.plusSeconds(2), new byte[] {1});
        restore(compacted(log));
        assertThat(content(second)).as("seed %d", seed).isEqualTo(content(first));
    }

    @Test
    void nor_does_it_matter_how_far_the_log_was_compacted() {
        for (int n = 0; n < 40; n++) {
            queue.set("o" + n % 7, n % 2 == 0 ? "" : "event", NOON.plusMillis(n), new byte[] {(byte) n});
            if (n % 5 == 0) {
                queue.remove("o" + (n + 3) % 7);
            }
        }
        for (int cut = 0; cut <= log.size(); cut++) {
            KeyValueStore<Bytes, byte[]> restored = store();
            List<KeyValue<Bytes, byte[]>> left = new ArrayList<>(compacted(log.subList(0, cut)));
            left.removeIf(each -> each.value == null);
            left.addAll(log.subList(cut, log.size()));
            restore(left);
            assertThat(content(restored)).as("up to %d", cut).isEqualTo(content(first));
            restored.close();
        }
    }

    @Test
    void what_was_moved_while_a_store_was_away_for_so_long_that_its_deletion_is_gone_is_handed_over_once() {
        queue.set("a", "event", NOON, new byte[] {1});
        restore(log);
        queue.set("a", "event", NOON.plusSeconds(5), new byte[] {2});
        restore(List.of(log.getLast()));

        assertThat(handedOver(NOON)).isEmpty();
        assertThat(content(second)).as("the other place is gone").isEqualTo(content(first));
        assertThat(handedOver(NOON.plusSeconds(5))).containsExactly(2);
        assertThat(content(second)).isEmpty();
    }

    @Test
    void nor_is_what_ended_meanwhile_handed_over_where_it_had_been_moved() {
        queue.set("a", NOON, new byte[] {1});
        restore(log);
        queue.set("a", NOON.plusSeconds(5), new byte[] {2});
        queue.remove("a");
        restore(List.of(log.getLast()));

        assertThat(new DueQueue(second).overdue(NOON.plusSeconds(1), 1, _ -> true))
                .isEmpty();
        assertThat(content(second)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a-delivery"})
    void what_an_older_build_logged_is_refused_in_plain_words(String owner) {
        Bytes withoutGroup = Bytes.wrap(("t" + "\0".repeat(Long.BYTES) + owner).getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> restore(List.of(KeyValue.pair(withoutGroup, new byte[] {1}))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("data directory");
    }

    private List<Integer> handedOver(Instant now) {
        List<Integer> all = new ArrayList<>();
        new DueQueue(second).release(now, 10, (_, what) -> all.add((int) what[0]));
        return all;
    }

    /// Of each key the last, where it stood.
    private static List<KeyValue<Bytes, byte[]>> compacted(List<KeyValue<Bytes, byte[]>> log) {
        Map<Bytes, Integer> last = new HashMap<>();
        for (int n = 0; n < log.size(); n++) {
            last.put(log.get(n).key, n);
        }
        return last.values().stream().sorted().map(log::get).toList();
    }

    private void restore(List<KeyValue<Bytes, byte[]>> records) {
        ((BatchingStateRestoreCallback) restores.getLast())
                .restoreAll(records.stream()
                        .map(each -> KeyValue.pair(each.key.get(), each.value))
                        .toList());
    }

    private static Map<Bytes, List<Byte>> content(KeyValueStore<Bytes, byte[]> store) {
        Map<Bytes, List<Byte>> all = new HashMap<>();
        try (KeyValueIterator<Bytes, byte[]> entries = store.all()) {
            entries.forEachRemaining(each -> all.put(each.key, bytes(each.value)));
        }
        all.remove(Bytes.wrap(new byte[] {'f'}));
        return all;
    }

    private static List<Byte> bytes(byte[] value) {
        List<Byte> bytes = new ArrayList<>();
        for (byte each : value) {
            bytes.add(each);
        }
        return bytes;
    }

    private KeyValueStore<Bytes, byte[]> store() {
        KeyValueStore<Bytes, byte[]> store = WaitingStore.in(
                        Stores.inMemoryKeyValueStore("due"), List.of(DueKeys.WAITING))
                .get();
        store.init(keeping(new MockProcessorContext<>().getStateStoreContext()), store);
        return store;
    }

    /// A context that keeps in mind how stores are restored.
    private StateStoreContext keeping(StateStoreContext context) {
        return (StateStoreContext) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {StateStoreContext.class}, (_, method, given) -> {
                    if (method.getName().equals("register")) {
                        restores.add((StateRestoreCallback) given[1]);
                    }
                    return method.invoke(context, given);
                });
    }

    /// Every record that is put goes to the log as well, as Streams does it.
    private record Logged(KeyValueStore<Bytes, byte[]> store, List<KeyValue<Bytes, byte[]>> log) {

        @SuppressWarnings("unchecked")
        KeyValueStore<Bytes, byte[]> get() {
            return (KeyValueStore<Bytes, byte[]>) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {KeyValueStore.class}, (_, method, given) -> {
                        if (method.getName().equals("put") && !isBegin((Bytes) given[0])) {
                            log.add(KeyValue.pair((Bytes) given[0], (byte[]) given[1]));
                        }
                        return method.invoke(store, given);
                    });
        }

        private static boolean isBegin(Bytes key) {
            return key.get().length == 1;
        }
    }
}
