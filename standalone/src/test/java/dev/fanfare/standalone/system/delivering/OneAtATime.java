package dev.fanfare.standalone.system.delivering;

import dev.fanfare.standalone.sink.Received;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Which people were sent something while something else was still being sent to them, by their one address each.
final class OneAtATime {

    private final Map<String, Integer> underWay = new ConcurrentHashMap<>();
    private final Queue<String> overlapping = new ConcurrentLinkedQueue<>();

    void begins(String address) {
        if (underWay.merge(address, 1, Integer::sum) > 1) {
            overlapping.add(address);
        }
    }

    void ended(Received call) {
        underWay.computeIfPresent(call.address(), (_, calls) -> calls == 1 ? null : calls - 1);
    }

    Queue<String> overlapping() {
        return overlapping;
    }
}
