package dev.fanfare.channels.sms;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentsTest {

    @ParameterizedTest
    @CsvSource({
        "a, 0, 0",
        "a, 1, 1",
        "a, 160, 1",
        "a, 161, 2",
        "a, 306, 2",
        "a, 307, 3",
        "@, 160, 1",
        "ü, 160, 1",
        "€, 80, 1",
        "€, 81, 2",
        "€, 152, 2",
        "€, 153, 3",
        "{, 80, 1"
    })
    void the_gsm_alphabet_has_160_places_or_153_in_each_of_several(String character, int times, int segments) {
        assertThat(Segments.of(character.repeat(times))).isEqualTo(new Segments(segments, true));
    }

    @ParameterizedTest
    @CsvSource({
        "ł, 70, 1",
        "ł, 71, 2",
        "ł, 134, 2",
        "ł, 135, 3",
        "😀, 35, 1",
        "😀, 36, 2",
        "😀, 66, 2",
        "😀, 67, 3",
        "`, 1, 1"
    })
    void any_other_character_makes_it_70_or_67(String character, int times, int segments) {
        assertThat(Segments.of(character.repeat(times))).isEqualTo(new Segments(segments, false));
    }

    @Test
    void what_takes_two_places_is_not_cut_in_two() {
        assertThat(Segments.of("a".repeat(152) + "€" + "a".repeat(151)).count()).isEqualTo(2);
        assertThat(Segments.of("a".repeat(152) + "€" + "a".repeat(152)).count()).isEqualTo(3);
        assertThat(Segments.of("ł".repeat(66) + "😀" + "ł".repeat(65)).count()).isEqualTo(2);
        assertThat(Segments.of("ł".repeat(66) + "😀" + "ł".repeat(66)).count()).isEqualTo(3);
    }

    @Test
    void they_are_told_in_words() {
        assertThat(Segments.of("a")).hasToString("1 segment (GSM 7-bit)");
        assertThat(Segments.of("ł".repeat(80))).hasToString("2 segments (UCS-2)");
    }
}
