package dev.fanfare.fanout.admit;

import dev.fanfare.fanout.due.DueKeys;
import dev.fanfare.fanout.due.DueQueue;
import dev.fanfare.fanout.steer.Steer;
import dev.fanfare.schemas.EventCommand;
import dev.fanfare.schemas.SteeredEvent;
import dev.fanfare.schemas.Steering;
import dev.fanfare.schemas.serde.StoreCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;

/// Commands that came before their event was admitted: it may stand in a backlog, or wait for its rule.
final class EarlyCommands {

    static final String STORE = "early-commands";
    /// As long as an events topic holds what was worked off, so longer than anybody lets events wait.
    static final Duration PATIENCE = Duration.ofDays(7);

    private static final StoreCodec<SteeredEvent> CODEC = StoreCodec.of(SteeredEvent.class);
    private static final int AT_ONCE = 100;

    private final DueQueue queue;

    EarlyCommands(KeyValueStore<Bytes, byte[]> store) {
        queue = new DueQueue(store);
    }

    static StoreBuilder<KeyValueStore<Bytes, byte[]>> store() {
        return DueQueue.store(STORE, DueKeys.WAITING);
    }

    /// Keeps what the commands about this event come to.
    void add(EventCommand command, Instant now) {
        Optional<Steering> after = Steer.after(find(command.getEvent()), command);
        after.ifPresent(steering ->
                queue.set(command.getEvent(), now.plus(PATIENCE), CODEC.encode(new SteeredEvent(steering))));
    }

    @Nullable
    Steering find(String event) {
        byte[] waiting = queue.get(event);
        return waiting == null ? null : CODEC.decode(waiting).getSteering();
    }

    /// @return whether there was any
    boolean remove(String event) {
        boolean known = queue.get(event) != null;
        queue.remove(event);
        return known;
    }

    /// Drops some of those whose event never came. Called with each new one, so that they do not become more and more.
    void dropOld(Instant now, Consumer<String> dropped) {
        queue.release(now, AT_ONCE, (event, _) -> dropped.accept(event));
    }
}
