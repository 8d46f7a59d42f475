package dev.fanfare.channels.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventDataTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"a\":1e9999999999}", "[1e-9999999999]", "-1E99999999999999999999", "{oops", "{\"a\":01}"})
    void what_cannot_be_read_goes_out_as_text(String data) {
        assertThat(EventData.of(data).stringValue()).isEqualTo(data);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1.10}", "[12345678901234567890123]", "{\"a\":null}"})
    void what_can_goes_out_as_it_was_sent(String data) {
        assertThat(EventData.of(data)).hasToString(data);
    }

    @Test
    void nothing_goes_out_as_null() {
        assertThat(EventData.of(null).isNull()).isTrue();
    }
}
