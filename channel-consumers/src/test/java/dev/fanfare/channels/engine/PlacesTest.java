package dev.fanfare.channels.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fanfare.schemas.Lane;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class PlacesTest {

    private static final int ALL = 200;
    private static final int FOR_OTHERS = 198;
    private static final int FOR_BULK = 160;

    private final Places places = new Places(new LaneShares(ALL));
    private final List<String> entered = new CopyOnWriteArrayList<>();

    @Test
    void the_last_hundredth_is_for_express() {
        fill(Lane.STANDARD, FOR_OTHERS);
        Thread standard = waits(Lane.STANDARD, "standard");

        places.enter(new Urgency(Lane.EXPRESS));

        assertThat(places.taken()).isEqualTo(FOR_OTHERS + 1);
        assertThat(entered).isEmpty();
        places.leave();
        assertThat(entered).as("that place is not for others").isEmpty();
        places.leave();
        join(standard);
        assertThat(entered).containsExactly("standard");
    }

    @Test
    void the_last_fifth_is_not_for_bulk_and_what_waits_of_it_holds_up_nobody() {
        fill(Lane.BULK, FOR_BULK);
        Thread bulk = waits(Lane.BULK, "bulk");

        fill(Lane.STANDARD, FOR_OTHERS - FOR_BULK);
        for (int n = 0; n < FOR_OTHERS - FOR_BULK; n++) {
            places.leave();
        }
        assertThat(entered).isEmpty();

        leaves(1, 1);
        join(bulk);
        assertThat(places.taken()).isEqualTo(FOR_BULK);
    }

    @Test
    void the_next_place_is_for_express_then_for_standard_then_for_bulk() {
        fill(Lane.EXPRESS, ALL);
        List<Thread> waiting =
                List.of(waits(Lane.BULK, "bulk"), waits(Lane.STANDARD, "standard"), waits(Lane.EXPRESS, "express"));

        leaves(1, 1);
        leaves(2, 1); // those two are for express
        leaves(1, 2);
        leaves(FOR_OTHERS - FOR_BULK + 1, 3);

        waiting.forEach(PlacesTest::join);
        assertThat(entered).containsExactly("express", "standard", "bulk");
        assertThat(places.taken()).isEqualTo(FOR_BULK);
    }

    @Test
    void who_becomes_urgent_while_it_waits_waits_as_what_is_urgent_does() {
        fill(Lane.EXPRESS, ALL);
        Urgency rising = new Urgency(Lane.BULK);
        List<Thread> waiting =
                List.of(waits(Lane.STANDARD, "standard"), waits(rising, "rising"), waits(Lane.EXPRESS, "express"));

        rising.raise(Lane.EXPRESS);
        leaves(1, 1);
        leaves(1, 2);
        leaves(2, 2);
        leaves(1, 3);

        waiting.forEach(PlacesTest::join);
        assertThat(entered).containsExactly("express", "rising", "standard");
    }

    @Test
    void an_interrupt_waits_until_there_is_a_place() {
        fill(Lane.EXPRESS, ALL);
        Thread waiting = waits(Lane.EXPRESS, "express");
        waiting.interrupt();
        assertThat(places.taken()).isEqualTo(ALL);

        places.leave();

        join(waiting);
        assertThat(entered).containsExactly("express, interrupted");
    }

    private void leaves(int calls, int thenEntered) {
        for (int n = 0; n < calls; n++) {
            places.leave();
        }
        await().until(() -> entered.size() == thenEntered);
    }

    private void fill(Lane lane, int calls) {
        for (int n = 0; n < calls; n++) {
            places.enter(new Urgency(lane));
        }
    }

    private Thread waits(Lane lane, String name) {
        return waits(new Urgency(lane), name);
    }

    private Thread waits(Urgency urgency, String name) {
        Thread thread = Thread.ofPlatform().start(() -> {
            places.enter(urgency);
            entered.add(Thread.interrupted() ? name + ", interrupted" : name);
        });
        await().until(() -> thread.getState() == Thread.State.WAITING);
        return thread;
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
