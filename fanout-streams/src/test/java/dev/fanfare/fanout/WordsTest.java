package dev.fanfare.fanout;

import static dev.fanfare.fanout.FanoutScenario.event;
import static dev.fanfare.fanout.FanoutScenario.ruleFor;
import static dev.fanfare.fanout.FanoutScenario.words;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Recipient;
import dev.fanfare.schemas.Words;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// In which words a person is told.
class WordsTest {

    private FanoutScenario fanfare = new FanoutScenario();

    @AfterEach
    void stop() {
        fanfare.close();
    }

    @Test
    @DisplayName("S0-11 S3-28 words come in the person's language, and name the person where they do")
    void words_fall_back_from_region_to_language_to_english() {
        fanfare.rule(ruleFor("post").setRecipients("at,de,fr,none"))
                .template(
                        "words",
                        Map.of(
                                "en", words("Hello {{recipient.id}}", "x"),
                                "de", words("Hallo {{recipient.id}}", "x")))
                .person(Recipient.newBuilder().setId("at").setLocale("de-AT"))
                .person(Recipient.newBuilder().setId("de").setLocale("DE"))
                .person(Recipient.newBuilder().setId("fr").setLocale("fr"))
                .person(Recipient.newBuilder().setId("none"))
                .publish(event("post"));

        assertThat(fanfare.deliveries(Channel.IN_APP, Lane.STANDARD))
                .extracting(Delivery::getTitle)
                .containsExactly("Hallo at", "Hallo de", "Hello fr", "Hello none");
    }

    @Test
    @DisplayName("S2-11 Unicode passes; a title cannot break a header")
    void a_title_is_one_line() {
        fanfare.rule(ruleFor("post").setRecipients("ada"))
                .template("words", "{{data.t}}", "{{data.t}}")
                .person("ada")
                .publish(event("post").setData("{\"t\":\"Hi 🎉\\r\\nBcc: all@example.org\"}"));

        Delivery told = fanfare.deliveries(Channel.IN_APP, Lane.STANDARD).getFirst();
        assertThat(told.getTitle()).isEqualTo("Hi 🎉 Bcc: all@example.org");
        assertThat(told.getBody()).isEqualTo("Hi 🎉\r\nBcc: all@example.org");
    }

    @Test
    void a_number_that_would_fill_the_memory_is_written_with_its_exponent() {
        fanfare.rule(ruleFor("post").setRecipients("ada"))
                .template("words", "{{data.n}}", "x")
                .person("ada")
                .publish(event("post").setData("{\"n\":1e1000000000}"));

        assertThat(fanfare.deliveries(Channel.IN_APP, Lane.STANDARD))
                .extracting(Delivery::getTitle)
                .containsExactly("1E+1000000000");
    }

    @Test
    void a_link_that_would_run_something_is_left_out() {
        fanfare.rule(ruleFor("post").setAudiences(List.of("a")))
                .template("words", Map.of("en", new Words("x", "y", null, null, "{{data.link}}", "/icon.png")))
                .person("ada", "a")
                .publish(event("post").setData("{\"link\":\"javascript:alert(1)\"}"));

        assertThat(fanfare.deliveries(Channel.IN_APP, Lane.STANDARD))
                .singleElement()
                .satisfies(delivery -> {
                    assertThat(delivery.getUrl()).isNull();
                    assertThat(delivery.getIcon()).isEqualTo("/icon.png");
                });
    }
}
