package dev.fanfare.fanout.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.fanfare.schemas.Recipient;
import dev.fanfare.schemas.Sizes;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Words put together from pieces are those that the whole template gives.
class SplicedTextTest {

    private static final Map<String, Object> VALUES = Map.of(
            "data",
            Map.of("name", "Sports & fun", "some", List.of(Map.of("recipient", Map.of("id", "shadow")), "plain")),
            "event",
            Map.of("type", "news"));

    private static final List<Recipient> PEOPLE = List.of(
            person("ada", "de", "Europe/Berlin"),
            person("<b>\"o'b & $1\\</b>", null, null),
            person("\uE0000<\uE001", "", "{{data.name}}"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no name at all: {{data.name}}",
                "{{recipient.id}}",
                "Dear {{recipient.id}}, {{data.name}} in {{recipient.locale}} at {{recipient.timeZone}}.",
                "{{{recipient.id}}}{{recipient.id}}{{&recipient.id}}",
                "{{recipient.nothing}} {{recipient.id.length}} {{recipient.id}}",
                "{{#data.some}}{{recipient.id}}, {{/data.some}}",
                "{{^data.none}}{{recipient.id}}{{/data.none}}",
                "{{=<% %>=}}<%recipient.id%> <%data.name%>",
            })
    void what_is_cut_tells_each_person_what_the_template_says(String template) {
        for (Function<String, MustacheText> parse :
                List.<Function<String, MustacheText>>of(MustacheText::plain, MustacheText::html)) {
            SplicedText cut = SplicedText.of(parse.apply(template), VALUES).orElseThrow();
            assertThat(PEOPLE).allSatisfy(person -> assertThat(cut.render(person))
                    .isEqualTo(parse.apply(template).render(Values.with(VALUES, name -> name.of(person)))));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{#recipient.id}}x{{/recipient.id}}",
                "{{^recipient.locale}}none{{/recipient.locale}}",
                "{{#recipient}}{{id}}{{/recipient}}",
                "{{recipient}}",
                "{{recipient.id}}{{.}}",
                "{{recipient.id}} {{#data}}{{this}}{{/data}}",
                "{{recipient.id}} {{unsubscribeUrl}}",
            })
    void what_does_more_with_a_person_than_to_write_names_down_is_not_cut(String template) {
        assertThat(SplicedText.of(MustacheText.plain(template), VALUES)).isEmpty();
        assertThat(SplicedText.of(MustacheText.html(template), VALUES)).isEmpty();
    }

    @Test
    void words_that_are_too_large_with_the_name_are_refused() {
        String almost = "x".repeat(Sizes.DELIVERY - 100);
        SplicedText text = SplicedText.of(MustacheText.plain(almost + "{{recipient.id}}"), VALUES)
                .orElseThrow();
        assertThat(text.render(person("y".repeat(100), null, null))).hasSize(Sizes.DELIVERY);
        assertThatExceptionOfType(RenderException.class)
                .isThrownBy(() -> text.render(person("y".repeat(101), null, null)));
    }

    private static Recipient person(String id, @Nullable String locale, @Nullable String zone) {
        return new Recipient(id, locale, zone, List.of(), List.of(), List.of(), List.of(), List.of());
    }
}
