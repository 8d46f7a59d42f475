package dev.fanfare.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinksTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.org/a?b=c:d#e",
                "HTTP://example.org",
                "mailto:ada@example.org",
                "tel:+4912345",
                "/orders/7",
                "orders/a:b",
                "?page=1:2",
                "#top:it",
                ""
            })
    void what_leads_somewhere_stays(String link) {
        assertThat(Links.harmless(link)).isEqualTo(link);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "JavaScript:alert(1)",
                "  javascript:alert(1)",
                "java\tscript:alert(1)",
                "\u0001javascript:alert(1)",
                "data:text/html,x",
                "vbscript:x",
                "file:///etc/passwd",
                "blob:https://example.org/1",
                ":x",
                "https://example.org/\nx"
            })
    void what_runs_or_hides_something_goes(String link) {
        assertThat(Links.harmless(link)).isNull();
    }

    @Test
    void none_stays_none() {
        assertThat(Links.harmless(null)).isNull();
    }
}
