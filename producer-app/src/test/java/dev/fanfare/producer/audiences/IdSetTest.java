package dev.fanfare.producer.audiences;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IdSetTest {

    @Test
    void it_holds_what_was_added_and_nothing_else() {
        IdSet ids = new IdSet();
        IntStream.range(0, 100_000).forEach(n -> ids.add("person-" + n));

        assertThat(IntStream.range(0, 100_000).allMatch(n -> ids.contains("person-" + n)))
                .isTrue();
        assertThat(IntStream.range(100_000, 200_000).noneMatch(n -> ids.contains("person-" + n)))
                .isTrue();
    }
}
