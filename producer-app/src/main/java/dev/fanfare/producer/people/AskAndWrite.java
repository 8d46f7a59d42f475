package dev.fanfare.producer.people;

import dev.fanfare.producer.kafka.Message;
import dev.fanfare.producer.kafka.Outlet;
import dev.fanfare.producer.kafka.Window;
import dev.fanfare.producer.peers.AskPeople;
import dev.fanfare.schemas.Preferences;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// Writes the preferences of many who have chosen nothing yet: each costs a question to the person's owner, some of
/// them asked at once.
final class AskAndWrite {

    private static final int AT_ONCE = 32;

    private final Semaphore room = new Semaphore(AT_ONCE);
    private final AskPeople people;
    private final Outlet<Preferences> outlet;
    private final Window window;
    private volatile @Nullable RuntimeException failure;

    AskAndWrite(AskPeople people, Outlet<Preferences> outlet, Window window) {
        this.people = people;
        this.outlet = outlet;
        this.window = window;
    }

    /// Waits for room, and throws what an earlier one failed of.
    void start(Preferences preferences) {
        requireHealth();
        room.acquireUninterruptibly();
        Thread.startVirtualThread(() -> {
            try {
                if (people.preferences(preferences.getRecipient()).isEmpty()) {
                    window.send(outlet, Message.of(preferences.getRecipient(), preferences));
                }
            } catch (RuntimeException failed) {
                failure = failed;
            } finally {
                room.release();
            }
        });
    }

    /// Waits for all, and throws what one failed of.
    void finish() {
        room.acquireUninterruptibly(AT_ONCE);
        room.release(AT_ONCE);
        requireHealth();
    }

    private void requireHealth() {
        RuntimeException failed = failure;
        if (failed != null) {
            throw failed;
        }
    }
}
