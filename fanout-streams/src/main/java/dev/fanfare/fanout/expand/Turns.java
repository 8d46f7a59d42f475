package dev.fanfare.fanout.expand;

import dev.fanfare.schemas.Priority;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Whose turn it is among the open slices: the most urgent priority, within it the sources in rotation, within a source
/// the oldest.
final class Turns {

    private final Map<Priority, Map<String, Deque<Turn>>> waiting = new EnumMap<>(Priority.class);

    /// A slice by its event key, and what its rank follows from.
    record Turn(String key, Priority priority, String source) {}

    void add(Turn turn) {
        sources(turn.priority())
                .computeIfAbsent(turn.source(), _ -> new ArrayDeque<>())
                .addLast(turn);
    }

    /// Takes the next; its source goes to the end of its priority's rotation.
    @Nullable
    Turn take() {
        for (Map<String, Deque<Turn>> sources : waiting.values()) {
            if (!sources.isEmpty()) {
                String source = sources.keySet().iterator().next();
                Deque<Turn> turns = sources.remove(source);
                Turn turn = turns.removeFirst();
                if (!turns.isEmpty()) {
                    sources.put(source, turns);
                }
                return turn;
            }
        }
        return null;
    }

    /// Puts a slice that was taken and did not end back before those of its source.
    void putBack(Turn turn) {
        sources(turn.priority())
                .computeIfAbsent(turn.source(), _ -> new ArrayDeque<>())
                .addFirst(turn);
    }

    /// Takes a slice's turn away, if it has one.
    void remove(String key) {
        for (Map<String, Deque<Turn>> sources : waiting.values()) {
            sources.values().forEach(turns -> turns.removeIf(turn -> turn.key().equals(key)));
            sources.values().removeIf(Deque::isEmpty);
        }
    }

    void clear() {
        waiting.clear();
    }

    boolean isEmpty() {
        return waiting.values().stream().allMatch(Map::isEmpty);
    }

    /// Whether anything as urgent as this, or more, waits.
    boolean before(Priority priority) {
        return waiting.entrySet().stream()
                .anyMatch(sources -> sources.getKey().compareTo(priority) <= 0
                        && !sources.getValue().isEmpty());
    }

    private Map<String, Deque<Turn>> sources(Priority priority) {
        return waiting.computeIfAbsent(priority, _ -> new LinkedHashMap<>());
    }
}
