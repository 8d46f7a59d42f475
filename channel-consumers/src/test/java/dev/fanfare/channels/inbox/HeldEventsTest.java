package dev.fanfare.channels.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.channels.delivery.Deliveries;
import dev.fanfare.schemas.HeldDelivery;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Where it reads in the store.
class HeldEventsTest {

    private final InboxScenario scenario = new InboxScenario();
    private final List<String> readFrom = new ArrayList<>();

    @AfterEach
    void close() {
        scenario.close();
    }

    @Test
    void it_never_reads_again_over_what_it_took() {
        HeldEvents events = new HeldEvents(new HeldDeliveries(watched(scenario.held())));
        for (int n = 100; n < 140; n++) {
            events.hold(key(n), content());
        }
        readFrom.clear();

        List<Integer> sizes = new ArrayList<>();
        while (!events.isEmpty()) {
            assertThat(events.first("e").map(HeldDeliveries.Held::key).orElse(null))
                    .isNotNull();
            sizes.add(events.take("e", 10).size());
            events.first("e");
        }

        assertThat(sizes).containsExactly(10, 10, 10, 10);
        assertThat(readFrom)
                .startsWith(key(100).text(), key(100).text(), key(109).text())
                .isSorted();
        assertThat(readFrom.getLast()).isEqualTo(key(139).text());
    }

    @Test
    void opened_again_it_finds_the_first_of_each_event() {
        HeldDeliveries held = new HeldDeliveries(scenario.held());
        HeldEvents before = new HeldEvents(held);
        before.hold(key(1), content());
        before.hold(key(2), content());
        before.hold(new HeldKey("f", "ada", "d"), content());
        before.take("e", 1);

        HeldEvents after = new HeldEvents(held);

        assertThat(after.next(10)).containsExactly("e", "f");
        assertThat(after.take("e", 10)).extracting(HeldDeliveries.Held::key).containsExactly(key(2));
        assertThat(after.take("f", 10)).hasSize(1);
    }

    @Test
    void of_many_events_each_is_looked_at_in_its_turn() {
        HeldEvents events = new HeldEvents(new HeldDeliveries(scenario.held()));
        for (String event : List.of("a", "b", "c", "d", "e")) {
            events.hold(new HeldKey(event, "ada", "d"), content());
        }

        assertThat(events.next(2)).containsExactly("a", "b");
        assertThat(events.next(2)).containsExactly("c", "d");
        assertThat(events.next(2)).containsExactly("e", "a");
        assertThat(events.next(9)).containsExactly("b", "c", "d", "e", "a");
    }

    private static HeldKey key(int n) {
        return new HeldKey("e", "p" + n, "d");
    }

    private static HeldDelivery content() {
        return new HeldDelivery(ByteBuffer.allocate(0), null, Deliveries.NOON);
    }

    @SuppressWarnings("unchecked")
    private KeyValueStore<String, byte[]> watched(KeyValueStore<String, byte[]> store) {
        return (KeyValueStore<String, byte[]>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {KeyValueStore.class}, (_, method, args) -> {
                    if (method.getName().equals("range")) {
                        readFrom.add((String) args[0]);
                    }
                    try {
                        return method.invoke(store, args);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
    }
}
