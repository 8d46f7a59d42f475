package dev.fanfare.producer.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.producer.http.Lines.Line;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinesTest {

    @Test
    void lines_are_numbered_and_blank_ones_left_out() throws IOException {
        assertThat(read("a\n\n \r\n\tb\r\nc", 10)).containsExactly("1:a", "4:\tb\r", "5:c");
    }

    @Test
    void a_line_has_at_most_so_many_bytes() throws IOException {
        assertThat(read("1234\n12345\nx\n", 4)).containsExactly("1:1234", "2:too long", "3:x");
    }

    @Test
    void a_line_may_span_many_reads() throws IOException {
        String line = "x".repeat(200_000);

        assertThat(read(line + "\n" + line + "y\nend", 200_000)).containsExactly("1:" + line, "2:too long", "3:end");
    }

    @Test
    void nothing_has_no_lines() throws IOException {
        assertThat(read("", 4)).isEmpty();
        assertThat(read("\n\n", 4)).isEmpty();
    }

    private static List<String> read(String text, int most) throws IOException {
        Lines lines = new Lines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), most);
        List<String> read = new ArrayList<>();
        for (Line line = lines.next(); line != null; line = lines.next()) {
            read.add(line.number() + ":"
                    + (line.tooLong() ? "too long" : new String(line.bytes(), StandardCharsets.UTF_8)));
        }
        return read;
    }
}
