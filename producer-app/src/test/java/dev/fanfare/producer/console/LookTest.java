package dev.fanfare.producer.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.producer.keys.Caller;
import dev.fanfare.schemas.json.Json;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class LookTest {

    private static final String NASTY = "<img src=x onerror=alert(1)>\"'&{{self}}";

    @ParameterizedTest
    @CsvSource({
        "0.0, 0 s",
        "0.042, 42 ms",
        "1.44, 1.4 s",
        "119, 119 s",
        "600, 10 min",
        "36000, 10.0 h",
        "'', –",
        "NaN, –",
    })
    void lengths_of_time_fit_a_column(String seconds, String shown) {
        assertThat(Look.seconds(seconds)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.org/hook?token=1, https://example.org/•••",
        "ada@example.org, a•••@example.org",
        "+441632960000, +44•••00",
        "short, •••",
        "@odd, •••",
    })
    void addresses_are_masked(String address, String shown) {
        assertThat(Look.mask(address)).isEqualTo(shown);
    }

    @Test
    void nearly_done_is_not_done() {
        assertThat(Look.percent("0.9999")).isEqualTo("99 %");
        assertThat(Look.percent("1.0")).isEqualTo("100 %");
        assertThat(Look.percent("0.29")).isEqualTo("29 %");
        assertThat(Look.percent("0.0")).isEqualTo("0 %");
    }

    @Test
    void an_id_stays_within_its_place_in_a_path() {
        assertThat(Look.url("a/b?c&amp;d")).isEqualTo("a%2Fb%3Fc%26d");
    }

    @Test
    void whatever_an_answer_holds_is_escaped() {
        JsonNode answer = Json.MAPPER
                .createObjectNode()
                .put("type", NASTY)
                .put("key", NASTY)
                .put("state", NASTY)
                .put("error", NASTY)
                .put("acceptedAt", NASTY);
        Pages pages = new Pages(new Assets());

        String event = pages.render(new Shown.Page("event", NASTY, View.of(answer)), Caller.LOCAL, "/x", NASTY);
        assertThat(event).doesNotContain("<img", "\"'").contains("&lt;img src", "{{self}}");

        View tree = new View().put("trail", Tree.of(steps())).put("none", true).put("person", NASTY);
        String trail = pages.render(new Shown.Page("trail", NASTY, tree), Caller.LOCAL, "/x", "");
        assertThat(trail)
                .doesNotContain("<img")
                .contains("&lt;img src", "<time datetime=\"2026-03-01T08:00:00Z\">2026-03-01 08:00:00</time>");
    }

    private static JsonNode steps() {
        byte[] json = ("{\"state\": \"DONE\", \"steps\": [{\"at\": \"2026-03-01T08:00:00Z\", \"" + "why"
                        + "\": \"<img>\", \"more\": {\"<img>\": \"<img src>\"}, \"attempts\": [{\"answer\": \"<img>\"}]}]}")
                .getBytes(StandardCharsets.UTF_8);
        return Json.read(json);
    }
}
