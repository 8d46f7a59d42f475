package dev.fanfare.schemas.door;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    @Test
    void a_cursor_is_read_as_it_was_given_and_needs_no_encoding_in_a_query() {
        String place = "ada/7ffffe5dfe808eba?>ü\n";
        assertThat(Cursor.of(place)).matches("[A-Za-z0-9_-]+");
        assertThat(Cursor.text(Cursor.of(place))).contains(place);
        byte[] key = {-1, 0, 62, 63};
        assertThat(Cursor.bytes(Cursor.of(key))).contains(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%%%", "a b", "a", "+/"})
    void what_is_no_cursor_is_nothing(String cursor) {
        assertThat(Cursor.bytes(cursor)).isEmpty();
        assertThat(Cursor.text(cursor)).isEmpty();
    }
}
