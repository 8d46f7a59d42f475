package dev.fanfare.channels.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceTest {

    @Test
    void a_place_in_an_inbox_is_known_as_one() {
        assertThat(InboxKeys.isPlace("7ffffe5dfe808ebaVhVgX-7ax1wCIGrKFXcf79htgP8"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "short",
                "7ffffe5dfe808eba",
                "7ffffe5dfe808eba\nother\ni",
                "7FFFFE5DFE808EBAx",
                "zzfffe5dfe808ebaid"
            })
    void what_is_none_of_ours_is_refused(String place) {
        assertThat(InboxKeys.isPlace(place)).isFalse();
    }
}
