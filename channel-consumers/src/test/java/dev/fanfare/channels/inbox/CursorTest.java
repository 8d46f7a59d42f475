package dev.fanfare.channels.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    @Test
    void a_cursor_is_read_as_it_was_given() {
        String place = "7ffffe5dfe808ebaVhVgX-7ax1wCIGrKFXcf79htgP8";
        assertThat(Cursor.read(Cursor.of(place))).contains(place);
        assertThat(Cursor.of(place)).matches("[A-Za-z0-9_-]+");
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
        assertThat(Cursor.read(Base64.getUrlEncoder().encodeToString(place.getBytes(StandardCharsets.UTF_8))))
                .isEmpty();
        assertThat(Cursor.read("%%%")).isEmpty();
    }
}
