package dev.fanfare.producer.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fanfare.producer.http.Refused;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitBatchTest {

    @Test
    void elements_are_cut_out_as_they_stand() {
        assertThat(split("[ {\"a\":\"é]\\\"\"} ,\n{\"b\":[{}],\"b\":2},7,\"x\",[1,{}], null ]"))
                .containsExactly("{\"a\":\"é]\\\"\"}", "{\"b\":[{}],\"b\":2}", "", "", "", "");
    }

    @Test
    void an_empty_batch_has_no_elements() {
        assertThat(split("[]")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[{}", "[{},]", "[{\"a\":}]", "[] []", "[{} {}]", "nonsense"})
    void what_is_no_array_is_refused_as_a_whole(String text) {
        assertThatThrownBy(() -> split(text)).isInstanceOf(Refused.class).satisfies(refused -> assertThat(
                        ((Refused) refused).problem().status().value())
                .isEqualTo(400));
    }

    @Test
    void a_thousand_events_are_a_batch_and_one_more_is_too_many() {
        assertThat(split("[" + "{},".repeat(999) + "{}]")).hasSize(1_000);
        assertThatThrownBy(() -> split("[" + "{},".repeat(1_000) + "{}]"))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("1000");
    }

    private static List<String> split(String batch) {
        return SplitBatch.split(batch.getBytes(StandardCharsets.UTF_8)).stream()
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .toList();
    }
}
