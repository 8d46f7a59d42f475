package dev.fanfare.producer.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AskTogetherTest {

    /// A call under way, to be answered by the test.
    private record Call(List<String> keys, CompletableFuture<Map<String, String>> answer) {
        void give() {
            answer.complete(keys.stream().collect(Collectors.toMap(Function.identity(), key -> "of " + key)));
        }
    }

    private long now;
    private final List<Call> calls = new ArrayList<>();
    private final AskTogether<String> ask = new AskTogether<>(() -> now, keys -> {
        Call call = new Call(keys, new CompletableFuture<>());
        calls.add(call);
        return call.answer();
    });

    @Test
    void one_alone_is_asked_at_once() {
        var known = ask.about(List.of("a"), 50);
        assertThat(calls).singleElement().satisfies(call -> assertThat(call.keys())
                .containsExactly("a"));
        calls.getFirst().give();
        assertThat(known).isCompletedWithValueMatching(all -> "of a".equals(all.get("a")));
    }

    @Test
    void what_comes_while_two_calls_are_under_way_is_asked_together() {
        var known = IntStream.range(0, 10)
                .mapToObj(n -> ask.about(List.of("k" + n), 50))
                .toList();
        assertThat(calls).hasSize(2);
        calls.get(0).give();
        assertThat(calls).hasSize(3);
        assertThat(calls.get(2).keys()).containsExactly("k2", "k3", "k4", "k5", "k6", "k7", "k8", "k9");
        calls.get(1).give();
        calls.get(2).give();
        assertThat(known).allMatch(CompletableFuture::isDone);
        assertThat(known.get(9).join()).containsEntry("k9", "of k9");
    }

    @Test
    void no_call_asks_about_more_than_it_may() {
        ask.about(List.of("a"), 50);
        ask.about(List.of("b"), 50);
        for (int n = 0; n < 3; n++) {
            String name = "many" + n + "-";
            ask.about(IntStream.range(0, 400).mapToObj(key -> name + key).toList(), 50);
        }
        calls.get(0).give();
        calls.get(1).give();
        assertThat(calls).extracting(call -> call.keys().size()).containsExactly(1, 1, 800, 400);
    }

    @Test
    void a_call_that_fails_fails_those_who_asked_and_nobody_behind_them() {
        var failed = ask.about(List.of("a"), 50);
        ask.about(List.of("b"), 50);
        var behind = ask.about(List.of("c"), 50);
        calls.get(0).answer().completeExceptionally(new IllegalStateException("away"));
        assertThatThrownBy(failed::join).hasMessageContaining("away");
        calls.get(2).give();
        assertThat(behind.join()).containsKey("c");
    }

    @Test
    void who_waits_no_longer_is_not_asked_for() {
        ask.about(List.of("a"), 50);
        ask.about(List.of("b"), 50);
        var late = ask.about(List.of("late"), 50);
        var behind = ask.about(List.of("behind"), 90);
        now = 60;
        calls.get(0).give();
        assertThat(late).isCancelled();
        assertThat(calls.get(2).keys()).containsExactly("behind");
        calls.get(2).give();
        assertThat(behind.join()).containsOnlyKeys("behind");
    }
}
