package dev.fanfare.standalone.system.broadcast;

import dev.fanfare.standalone.sink.Received;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/// Every call that the providers took, by its title: here the event's type, which each round has to itself.
final class Calls implements Consumer<Received> {

    private final Map<String, Queue<Received>> byTitle = new ConcurrentHashMap<>();

    @Override
    public void accept(Received call) {
        byTitle.computeIfAbsent(call.title(), _ -> new ConcurrentLinkedQueue<>())
                .add(call);
    }

    /// They are forgotten here.
    List<Received> take(String title) {
        Queue<Received> taken = byTitle.remove(title);
        return taken == null ? List.of() : List.copyOf(taken);
    }

    /// Of titles that were not taken, or came after that.
    long left() {
        return byTitle.values().stream().mapToLong(Queue::size).sum();
    }
}
