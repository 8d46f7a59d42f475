package dev.fanfare.schemas.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// JSON's bytes are UTF-8 and nothing that only looks like it.
class JsonBytesTest {

    @ParameterizedTest
    @ValueSource(strings = {"c0af", "c1bf", "e080af", "f08080af", "eda080", "f4908080", "80", "c3", "ff"})
    void what_a_lenient_reader_takes_is_refused(String hex) {
        byte[] sign = HexFormat.of().parseHex(hex);
        byte[] json = new byte[sign.length + 2];
        json[0] = '"';
        System.arraycopy(sign, 0, json, 1, sign.length);
        json[json.length - 1] = '"';

        assertThatThrownBy(() -> Json.read(json)).isInstanceOf(BadInput.class).hasMessageContaining("not JSON");
    }

    @Test
    void any_sign_passes() {
        String text = "\"/ é € 🎉\"";
        assertThat(Json.read(text.getBytes(StandardCharsets.UTF_8)).asString()).isEqualTo("/ é € 🎉");
    }
}
