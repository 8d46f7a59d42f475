package dev.fanfare.benchmarks.endtoend;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/// How long each of many deliveries took from its being due until it came to its socket.
final class Arrived {

    private final Map<String, Long> due = new ConcurrentHashMap<>();
    private final Queue<Double> took = new ConcurrentLinkedQueue<>();

    void expect(String delivery, long at) {
        due.put(delivery, at);
    }

    void came(String delivery) {
        Long at = due.remove(delivery);
        if (at != null) {
            took.add((System.nanoTime() - at) / 1e6);
        }
    }

    int waiting() {
        return due.size();
    }

    /// In milliseconds, of all that came since the last call.
    List<Double> take() {
        List<Double> all = new ArrayList<>(took);
        took.clear();
        return all;
    }
}
