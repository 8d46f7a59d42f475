package dev.fanfare.schemas.door;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/// As [Shared], for each question by itself; a question that nobody asks just now takes no place.
///
/// @param <K> the question
/// @param <T> the answer, which nobody may change
public final class SharedBy<K, T> {

    private final Function<K, T> maker;
    private final ConcurrentMap<K, Asked<T>> asked = new ConcurrentHashMap<>();

    /// @param by how many just now
    private record Asked<T>(Shared<T> shared, int by) {}

    /// @param maker by one thread at a time for a question; where it throws, all who ask it get what it threw
    public SharedBy(Function<K, T> maker) {
        this.maker = maker;
    }

    /// Waits for what is being made for the same question, and for the next.
    public T get(K question) {
        Asked<T> now = asked.compute(
                question,
                (_, found) -> found == null
                        ? new Asked<>(new Shared<>(() -> maker.apply(question)), 1)
                        : new Asked<>(found.shared, found.by + 1));
        try {
            return now.shared.get();
        } finally {
            asked.computeIfPresent(
                    question, (_, found) -> found.by == 1 ? null : new Asked<>(found.shared, found.by - 1));
        }
    }
}
