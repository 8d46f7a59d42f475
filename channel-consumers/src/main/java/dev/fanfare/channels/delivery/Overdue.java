package dev.fanfare.channels.delivery;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/// Looks at all calls under way every 5 ms, and ends those whose time is over: a timer for each, of which hardly one
/// goes off, takes a seventh of the processor at 50,000 calls a second. No rarer, or many would end at once, and look
/// to
/// the provider's breaker as if it had failed at nothing else.
final class Overdue {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);

    private final Set<LimitedCall> calls = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean looking = new AtomicBoolean();

    /// From before it starts.
    void watch(LimitedCall call) {
        calls.add(call);
        if (!looking.get() && looking.compareAndSet(false, true)) {
            Thread.ofVirtual().name("overdue").start(this::look);
        }
    }

    void forget(LimitedCall call) {
        calls.remove(call);
    }

    /// As long as there are any.
    private void look() {
        try {
            do {
                while (!calls.isEmpty()) {
                    Thread.sleep(BETWEEN_LOOKS);
                    long now = System.nanoTime();
                    calls.forEach(call -> call.look(now));
                }
                looking.set(false);
            } while (!calls.isEmpty() && looking.compareAndSet(false, true));
        } catch (InterruptedException nobodyDoes) {
            looking.set(false);
        }
    }
}
