package dev.fanfare.fanout.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tags that write nothing and look nothing up are paid for by what surrounds them.
class IdleTagsTest {

    private static final Map<String, Object> NINE_THOUSAND = Map.of("l", Collections.nCopies(9_000, 1));

    @ParameterizedTest
    @ValueSource(strings = {"{{!}}", "{{ ! x}}", "{{=[ ]=}}[!][={{ }}=]"})
    @Timeout(20)
    void a_list_of_comments_ends(String idle) {
        MustacheText text = MustacheText.plain("{{#l}}" + idle.repeat(100_000 / idle.length()) + "{{/l}}");

        assertThatThrownBy(() -> text.render(NINE_THOUSAND)).hasMessageContaining("takes more than");
    }

    @Test
    void a_few_comments_cost_nothing() {
        MustacheText text = MustacheText.html("{{! head }}<a href=\"#\">{{#l}}{{! one }}.{{/l}}</a>");

        assertThat(text.render(NINE_THOUSAND)).hasSizeGreaterThan(9_000);
    }
}
