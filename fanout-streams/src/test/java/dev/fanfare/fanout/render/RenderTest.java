package dev.fanfare.fanout.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.Recipient;
import dev.fanfare.schemas.Template;
import dev.fanfare.schemas.Unsubscribe;
import dev.fanfare.schemas.Words;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RenderTest {

    private static final Recipient ADA = Recipient.newBuilder().setId("ada").build();

    @Test
    void html_is_escaped_and_plain_text_is_not() {
        Rendered mail = render(
                new Words("{{data.x}}", "{{data.x}}", "<p>{{data.x}}</p>", null, null, null), "{\"x\":\"<b>&\"}");

        assertThat(mail.title()).isEqualTo("<b>&");
        assertThat(mail.body()).isEqualTo("<b>&");
        assertThat(mail.html()).isEqualTo("<p>&lt;b&gt;&amp;</p>");
    }

    @Test
    void values_are_written_as_the_sender_wrote_them() {
        assertThat(text(
                        "{{data.n}} {{data.d}} {{data.b}} {{data.o}} {{data.l}}",
                        "{\"n\":12345678901234567890,\"d\":1.50,\"b\":true,\"o\":{\"a\":1},\"l\":[1,2]}"))
                .isEqualTo("12345678901234567890 1.50 true {\"a\":1} [1,2]");
    }

    @Test
    void what_is_missing_is_empty_and_sections_walk_lists() {
        assertThat(text(
                        "{{data.no}}{{data.no.deeper}}[{{#data.l}}{{n}},{{/data.l}}]{{^data.no}}none{{/data.no}}",
                        "{\"l\":[{\"n\":1},{\"n\":2}]}"))
                .isEqualTo("[1,2,]none");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{data.s.class}}",
                "{{data.s.length}}",
                "{{data.s.bytes}}",
                "{{event.class}}",
                "{{data.getClass}}"
            })
    void nothing_of_java_is_within_reach(String template) {
        assertThat(text(template, "{\"s\":\"x\"}")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{#data.x}}", "{{/data.x}}", "{{> other}}"})
    void a_template_that_does_not_parse_says_so(String template) {
        assertThatThrownBy(() -> MustacheText.plain(template)).isInstanceOf(RenderException.class);
    }

    @ParameterizedTest
    @CsvSource({"de-AT,de", "DE,de", "pt-BR,pt-BR", "pt,en", "xx,en", ",en"})
    void a_person_reads_the_nearest_language(String wanted, String chosen) {
        assertThat(Locales.choose(Set.of("en", "de", "pt-BR"), wanted)).isEqualTo(chosen);
    }

    @Test
    void without_english_the_first_by_name_serves() {
        assertThat(Locales.choose(Set.of("fr", "de"), "it")).isEqualTo("de");
    }

    @Test
    void sections_within_one_another_end_even_where_they_write_nothing() {
        String nested = "{{#data.l}}{{#data.l}}{{#data.l}}{{#data.l}}{{/data.l}}{{/data.l}}{{/data.l}}{{/data.l}}";
        String data = "{\"l\":" + Collections.nCopies(2_000, 1) + "}";

        assertThatThrownBy(() -> text(nested, data)).hasMessageContaining("walks more than");
        assertThat(text("{{#data.l}}.{{/data.l}}", data)).hasSize(2_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{{q}}", "{{.}}", "{{q.r}}", "{{#q}}{{/q}}", "{{^data}}{{/data}}", "{{#-first}}{{/-first}}"})
    @Timeout(20)
    void tags_over_a_list_end_even_where_they_write_nothing(String tag) {
        String template = "{{#data}}".repeat(30) + "{{#a}}" + tag.repeat(4_000) + "{{/a}}" + "{{/data}}".repeat(30);
        String data = "{\"a\":" + Collections.nCopies(9_900, "\"\"") + "}";

        assertThatThrownBy(() -> text(template, data)).hasMessageContaining("takes more than");
        assertThatThrownBy(
                        () -> new Texts().list(template, Map.of("data", Map.of("a", Collections.nCopies(9_900, "")))))
                .isInstanceOf(RenderException.class);
    }

    @Test
    void a_long_list_of_a_few_values_each_is_within_the_steps() {
        String data = "{\"l\":" + Collections.nCopies(4_000, "{\"a\":{\"b\":1},\"c\":2}") + "}";

        assertThat(text("{{#data.l}}{{a.b}}{{c}}{{#c}}{{d}}{{/c}};{{/data.l}}", data))
                .hasSize(3 * 4_000);
    }

    @Test
    void sections_nested_beyond_the_stack_are_refused() {
        String nested = "{{#a}}".repeat(20_000) + "{{/a}}".repeat(20_000);

        assertThatThrownBy(() -> MustacheText.plain(nested)).hasMessageContaining("too deeply");
        assertThatThrownBy(() -> MustacheText.plain("{{" + "a.".repeat(600) + "a}}"))
                .isInstanceOf(RenderException.class);
    }

    @Test
    @DisplayName("S0-11 words that name nobody are made once")
    void words_that_name_nobody_are_made_once() {
        RenderWords shared = words(new Words("{{data.x}}", "x", null, null, null, null));
        RenderWords personal = words(new Words("{{recipient.id}}", "x", null, null, null, null));
        Recipient alan = Recipient.newBuilder().setId("alan").build();

        assertThat(shared.render(ADA, Channel.EMAIL)).isSameAs(shared.render(alan, Channel.EMAIL));
        assertThat(personal.render(ADA, Channel.EMAIL).title()).isEqualTo("ada");
        assertThat(personal.render(alan, Channel.EMAIL).title()).isEqualTo("alan");
    }

    @Test
    void without_short_words_a_push_has_the_first_140_characters() {
        Rendered push =
                words(new Words("s", "😀".repeat(200), null, null, null, null)).render(ADA, Channel.PUSH);

        assertThat(push.body()).isEqualTo("😀".repeat(140));
    }

    @Test
    void a_mails_words_may_say_how_to_get_no_more_and_no_others() {
        RenderWords words = words(new Words(
                "s", "Hi.{{#unsubscribeUrl}} No more: {{unsubscribeUrl}}{{/unsubscribeUrl}}", null, null, null, null));
        assertThat(words.render(ADA, Channel.EMAIL).body()).isEqualTo("Hi. No more: " + Unsubscribe.PLACE);
        assertThat(words.render(ADA, Channel.IN_APP).body()).isEqualTo("Hi.");
    }

    private static String text(String template, String data) {
        return render(new Words("s", template, null, null, null, null), data).body();
    }

    private static Rendered render(Words words, String data) {
        Event event = Event.newBuilder()
                .setId("1")
                .setSource("/s")
                .setType("t")
                .setData(data)
                .build();
        return new RenderWords(new Texts(), new Template("t", 1L, Map.of("en", words)), Values.of(event))
                .render(ADA, Channel.EMAIL);
    }

    private static RenderWords words(Words words) {
        Event event = Event.newBuilder().setId("1").setSource("/s").setType("t").build();
        return new RenderWords(new Texts(), new Template("t", 1L, Map.of("en", words)), Values.of(event));
    }
}
