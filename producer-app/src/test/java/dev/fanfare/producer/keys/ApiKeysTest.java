package dev.fanfare.producer.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fanfare.producer.keys.ApiKeys.Admission;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeysTest {

    @Test
    void a_key_tells_who_calls() {
        ApiKeys keys =
                new ApiKeys(new KeySettings(List.of("shop:send:first-secret", "ops:read+operate:second:secret")));

        assertThat(keys.admit("Bearer first-secret")).isEqualTo(known("shop", Role.SEND));
        assertThat(keys.admit("bearer  second:secret ")).isEqualTo(known("ops", Role.READ, Role.OPERATE));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "Bearer wrong-secret",
                "Basic first-secret",
                "first-secret",
                "Bearer FIRST-SECRET"
            })
    void anything_else_tells_nobody(String header) {
        ApiKeys keys = new ApiKeys(new KeySettings(List.of("shop:send:first-secret")));

        assertThat(keys.admit(header)).isEqualTo(new Admission.Unknown());
    }

    @Test
    void without_keys_everybody_is_local() {
        ApiKeys keys = new ApiKeys(new KeySettings(null));

        assertThat(keys.inUse()).isFalse();
        assertThat(keys.admit(null)).isEqualTo(new Admission.Known(Caller.LOCAL));
    }

    @Test
    void over_its_rate_a_key_has_to_wait_and_others_have_not() {
        ApiKeys keys = new ApiKeys(new KeySettings(List.of("slow:send@2:slow-secret", "fast:send:fast-secret")));

        Awaitility.await().until(() -> keys.admit("Bearer slow-secret") instanceof Admission.TooFast);
        assertThat(keys.admit("Bearer fast-secret")).isInstanceOf(Admission.Known.class);
        Awaitility.await().until(() -> keys.admit("Bearer slow-secret") instanceof Admission.Known);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shop",
                "shop:send",
                "shop:send:short",
                "shop::long-enough",
                ":send:long-enough",
                "shop:sender:long-enough",
                "shop:send@0:long-enough",
                "shop:send@many:long-enough",
                "shop:send@200000:long-enough",
                "s h o p:send:long-enough"
            })
    void a_wrong_entry_is_named_by_its_place_and_not_shown(String entry) {
        assertThatThrownBy(() -> new KeySettings(List.of("ok:send:long-enough-1", entry)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("fanfare.api.keys[1]: ")
                .hasMessageNotContaining("long-enough");
    }

    @Test
    void the_secret_of_the_example_is_none() {
        assertThatThrownBy(() -> new KeySettings(List.of("shop:send:another-to-replace-me")))
                .hasMessageStartingWith("fanfare.api.keys[0]: is still that of the example");
    }

    @Test
    void a_name_stands_once() {
        assertThatThrownBy(() -> new KeySettings(List.of("a:send:long-enough-1", "a:read:long-enough-2")))
                .hasMessageContaining("fanfare.api.keys");
    }

    @Test
    void nothing_that_is_printed_holds_a_secret() {
        KeySettings settings = new KeySettings(List.of("shop:send:first-secret"));

        assertThat(settings.toString()).contains("shop").doesNotContain("first-secret");
    }

    @ParameterizedTest
    @CsvSource({
        "ADMIN, ADMIN, true",
        "ADMIN, OPERATE, true",
        "ADMIN, SEND, true",
        "ADMIN, READ, true",
        "OPERATE, ADMIN, false",
        "OPERATE, OPERATE, true",
        "OPERATE, SEND, true",
        "OPERATE, READ, true",
        "SEND, SEND, true",
        "SEND, READ, false",
        "SEND, OPERATE, false",
        "READ, READ, true",
        "READ, SEND, false",
        "READ, ANYONE, true"
    })
    void roles_include_one_another(Role held, Role asked, boolean may) {
        assertThat(new Caller("x", Set.of(held), true).may(asked)).isEqualTo(may);
    }

    private static Admission known(String name, Role... roles) {
        return new Admission.Known(new Caller(name, Set.of(roles), true));
    }
}
