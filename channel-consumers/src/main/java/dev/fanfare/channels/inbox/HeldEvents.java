package dev.fanfare.channels.inbox;

import dev.fanfare.channels.inbox.HeldDeliveries.Held;
import dev.fanfare.schemas.HeldDelivery;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Which events have something held, and from where on: to read over what was taken before is slow.
final class HeldEvents {

    private final HeldDeliveries held;
    /// By event, a key before which nothing of it is held.
    private final NavigableMap<String, HeldKey> from = new TreeMap<>();
    /// The event that was looked at last.
    private String last = "";

    HeldEvents(HeldDeliveries held) {
        this.held = held;
        held.firsts().forEach(first -> from.put(first.event(), first));
    }

    boolean isEmpty() {
        return from.isEmpty();
    }

    /// So many events, each in its turn.
    List<String> next(int most) {
        List<String> next = Stream.concat(
                        from.tailMap(last, false).keySet().stream(), from.headMap(last, true).keySet().stream())
                .limit(most)
                .toList();
        last = next.isEmpty() ? "" : next.getLast();
        return next;
    }

    void hold(HeldKey key, HeldDelivery content) {
        held.hold(key, content);
        from.merge(key.event(), key, (known, fresh) -> fresh.text().compareTo(known.text()) < 0 ? fresh : known);
    }

    /// One of an event's, unless all have gone meanwhile.
    Optional<Held> first(String event) {
        return read(event, 1).stream().findFirst();
    }

    /// Takes some of an event's.
    List<Held> take(String event, int most) {
        List<Held> taken = read(event, most);
        taken.forEach(one -> held.delete(one.key()));
        if (!taken.isEmpty()) {
            from.put(event, taken.getLast().key());
        }
        return taken;
    }

    /// Where nothing is found the event is left out from now on.
    private List<Held> read(String event, int most) {
        HeldKey key = from.get(event);
        List<Held> found = key == null ? List.of() : held.from(key, most);
        if (found.isEmpty()) {
            from.remove(event);
        } else {
            from.put(event, found.getFirst().key());
        }
        return found;
    }
}
