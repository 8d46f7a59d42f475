package dev.fanfare.standalone.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class WordsTest {

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void numbers_stand_to_the_right_and_names_to_the_left() {
        Table table = new Table("channel", "delivered");
        table.row("email", 12_345);
        table.row("in-app", "-");
        assertThat(table.toString()).isEqualTo("""
                channel  delivered
                email        12345
                in-app           -""");
    }

    @Test
    void a_bar_is_as_full_as_its_share_and_never_fuller() {
        assertThat(Bar.of(0.5)).isEqualTo("█".repeat(15) + "░".repeat(15));
        assertThat(Bar.of(7)).isEqualTo("█".repeat(30));
        assertThat(Bar.of(-1)).isEqualTo("░".repeat(30));
    }

    @Test
    void where_nobody_watches_progress_is_told_seldom_and_its_end_always() {
        var progress = new Progress(terminal(false), "sending", 1_000);
        for (int i = 0; i <= 1_000; i++) {
            progress.at(i, "x");
        }
        progress.end(1_000, "x");
        assertThat(err.toString(UTF_8).lines())
                .hasSizeLessThan(4)
                .last()
                .asString()
                .contains("100 %");
        assertThat(err.toString(UTF_8)).doesNotContain("\r");
    }

    @Test
    void where_somebody_watches_one_line_is_written_over() {
        var progress = new Progress(terminal(true), "sending", 10);
        progress.at(1, "x");
        progress.end(10, "x");
        assertThat(err.toString(UTF_8)).contains("\r").containsOnlyOnce("\n");
    }

    private Terminal terminal(boolean live) {
        return new Terminal(new PrintStream(err), new PrintStream(err, true, UTF_8), live);
    }
}
