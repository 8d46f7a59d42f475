package dev.fanfare.producer.peers;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// Questions about keys of which only a few are under way at once: what comes meanwhile is asked together.
///
/// One caller alone waits for nobody; of many, each takes a share of a call rather than a call.
final class AskTogether<V> {

    /// What one call may ask about.
    static final int MOST_KEYS = 1_000;

    private static final int MOST_CALLS = 2;

    private final Function<List<String>, CompletableFuture<Map<String, V>>> ask;
    private final Queue<Question<V>> waiting = new ArrayDeque<>();
    private int underWay;

    private record Question<V>(Collection<String> keys, CompletableFuture<Map<String, V>> answer) {}

    /// @param ask one call; throws nothing
    AskTogether(Function<List<String>, CompletableFuture<Map<String, V>>> ask) {
        this.ask = ask;
    }

    /// What is known of these keys, perhaps with that of others.
    ///
    /// @param keys at most [#MOST_KEYS]
    CompletableFuture<Map<String, V>> about(Collection<String> keys) {
        Question<V> question = new Question<>(keys, new CompletableFuture<>());
        synchronized (waiting) {
            waiting.add(question);
        }
        next();
        return question.answer();
    }

    private void next() {
        List<Question<V>> together;
        synchronized (waiting) {
            if (underWay == MOST_CALLS || waiting.isEmpty()) {
                return;
            }
            underWay++;
            together = take();
        }
        List<String> keys = together.stream()
                .flatMap(question -> question.keys().stream())
                .distinct()
                .toList();
        ask.apply(keys).whenComplete((known, failure) -> {
            synchronized (waiting) {
                underWay--;
            }
            next();
            together.forEach(question -> {
                if (failure == null) {
                    question.answer().complete(known);
                } else {
                    question.answer().completeExceptionally(failure);
                }
            });
        });
    }

    private List<Question<V>> take() {
        List<Question<V>> together = new ArrayList<>();
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
