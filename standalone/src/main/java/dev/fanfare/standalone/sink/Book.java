package dev.fanfare.standalone.sink;

import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/// A sink's own record of its calls: every delivery id, and the first 200,000 calls of each kind in full.
final class Book {

    private static final int KEPT = 200_000;

    private final Set<String> deliveries = ConcurrentHashMap.newKeySet();
    private final Queue<Received> received = new ConcurrentLinkedQueue<>();
    private final Queue<Received> refusals = new ConcurrentLinkedQueue<>();
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong lastAt = new AtomicLong();
    private final LongAdder refused = new LongAdder();
    private final LongAdder unproven = new LongAdder();
    private final Consumer<Received> told;

    /// @param told hears of each call
    Book(Consumer<Received> told) {
        this.told = told;
    }

    void accept(Received call) {
        told.accept(call);
        if (calls.incrementAndGet() <= KEPT) {
            received.add(call);
        }
        if (deliveries.add(call.delivery())) {
            lastAt.accumulateAndGet(call.at().toEpochMilli(), Math::max);
        }
    }

    void refuse(Received call) {
        refused.increment();
        if (refused.sum() <= KEPT) {
            refusals.add(call);
        }
    }

    void mistrust() {
        unproven.increment();
    }

    Counts counts() {
        return new Counts(calls.get(), deliveries.size(), refused.sum(), unproven.sum(), lastAt.get());
    }

    List<Received> received() {
        return List.copyOf(received);
    }

    List<Received> refusals() {
        return List.copyOf(refusals);
    }
}
