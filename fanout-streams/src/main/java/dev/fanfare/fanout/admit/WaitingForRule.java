package dev.fanfare.fanout.admit;

import dev.fanfare.fanout.due.DueKeys;
import dev.fanfare.fanout.due.DueQueue;
import dev.fanfare.schemas.WaitingEvent;
import dev.fanfare.schemas.serde.StoreCodec;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/// Events whose rule may just be on its way: looked up again twice a second for 5 s.
final class WaitingForRule {

    static final String STORE = "waiting-events";
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final StoreCodec<WaitingEvent> CODEC = StoreCodec.of(WaitingEvent.class);
    private static final Duration BETWEEN = Duration.ofMillis(500);
    private static final int AT_ONCE = 500;

    private final DueQueue queue;

    WaitingForRule(KeyValueStore<Bytes, byte[]> store) {
        queue = new DueQueue(store);
    }

    static StoreBuilder<KeyValueStore<Bytes, byte[]>> store() {
        return DueQueue.store(STORE, DueKeys.WAITING);
    }

    boolean holds(String key) {
        return queue.get(key) != null;
    }

    boolean isEmpty() {
        return queue.soonest().isEmpty();
    }

    void add(Candidate candidate, Instant until) {
        Instant next = candidate.now().plus(BETWEEN);
        queue.set(candidate.key(), next.isBefore(until) ? next : until, CODEC.encode(candidate.waiting(until)));
    }

    /// What to do with an event that is due for another look, which says until when it may wait.
    interface Look {
        void at(String key, WaitingEvent waiting);
    }

    void lookAgain(Instant now, Look look) {
        queue.release(now, AT_ONCE, (key, bytes) -> look.at(key, CODEC.decode(bytes)));
    }
}
