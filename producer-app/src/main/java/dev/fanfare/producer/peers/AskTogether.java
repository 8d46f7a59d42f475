package dev.fanfare.producer.peers;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Questions about keys of which only a few are under way at once: what comes meanwhile is asked together.
///
/// One caller alone waits for nobody; of many, each takes a share of a call rather than a call.
final class AskTogether<V> {

    /// What one call may ask about.
    static final int MOST_KEYS = 1_000;

    private static final int MOST_CALLS = 2;

    private final Function<List<String>, CompletableFuture<Map<String, V>>> ask;
    private final LongSupplier nanos;
    private final Queue<Question<V>> waiting = new ArrayDeque<>();
    private int underWay;

    private record Question<V>(Collection<String> keys, long deadline, CompletableFuture<Map<String, V>> answer) {

        void answered(@Nullable Map<String, V> known, @Nullable Throwable failure) {
            if (known == null) {
                answer.completeExceptionally(failure == null ? new CancellationException() : failure);
                return;
            }
            Map<String, V> mine = new HashMap<>();
            for (String key : keys) {
                V found = known.get(key);
                if (found != null) {
                    mine.put(key, found);
                }
            }
            answer.complete(mine);
        }
    }

    /// @param nanos a monotonic clock, in nanoseconds
    /// @param ask one call
    AskTogether(LongSupplier nanos, Function<List<String>, CompletableFuture<Map<String, V>>> ask) {
        this.nanos = nanos;
        this.ask = ask;
    }

    /// What is known of these keys.
    ///
    /// @param keys at most [#MOST_KEYS]
    /// @param deadline by the clock; what has not been asked by then is not
    CompletableFuture<Map<String, V>> about(Collection<String> keys, long deadline) {
        Question<V> question = new Question<>(keys, deadline, new CompletableFuture<>());
        synchronized (waiting) {
            waiting.add(question);
        }
        next();
        return question.answer();
    }

    private void next() {
        List<Question<V>> together;
        synchronized (waiting) {
            if (underWay == MOST_CALLS) {
                return;
            }
            together = take();
            if (together.isEmpty()) {
                return;
            }
            underWay++;
        }
        List<String> keys = together.stream()
                .flatMap(question -> question.keys().stream())
                .distinct()
                .toList();
        asked(keys).whenComplete((known, failure) -> {
            synchronized (waiting) {
                underWay--;
            }
            next();
            together.forEach(question -> question.answered(known, failure));
        });
    }

    private CompletableFuture<Map<String, V>> asked(List<String> keys) {
        try {
            return ask.apply(keys);
        } catch (RuntimeException closed) {
            return CompletableFuture.failedFuture(closed);
        }
    }

    /// Nobody waits any longer for those whose time is over.
    private List<Question<V>> take() {
        List<Question<V>> together = new ArrayList<>();
        long now = nanos.getAsLong();
        waiting.removeIf(
                question -> question.deadline() - now < 0 && question.answer().cancel(false));
        int keys = 0;
        for (Question<V> first = waiting.peek();
                first != null && (keys == 0 || keys + first.keys().size() <= MOST_KEYS);
                first = waiting.peek()) {
            keys += first.keys().size();
            together.add(waiting.remove());
        }
        return together;
    }
}
