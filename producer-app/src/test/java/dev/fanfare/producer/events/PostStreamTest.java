package dev.fanfare.producer.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.producer.fakes.Answer;
import dev.fanfare.producer.fakes.Front;
import dev.fanfare.producer.fakes.World;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.Lane;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

class PostStreamTest {

    @RegisterExtension
    static final World WORLD = new World();

    @Test
    void a_stream_takes_what_is_well_and_names_the_lines_that_are_not() {
        String lines = events("s1", 0, 3_000) + "\n\nnonsense\n"
                + event("s1", "x").replace("1.0", "2") + "\n" + events("s1", 3_000, 5_000);

        Answer answer = WORLD.front().post("/v1/events", Front.LINES, lines);

        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        assertThat(answer.json().path("accepted").asLong()).isEqualTo(5_000);
        assertThat(answer.json().path("rejectedTotal").asLong()).isEqualTo(2);
        assertThat(answer.json().has("events")).isFalse();
        JsonNode second = answer.json().path("rejected").get(1);
        assertThat(second.path("line").asLong()).isEqualTo(3_003);
        assertThat(second.path("index").asLong()).isEqualTo(3_001);
        assertThat(second.path("id").asString()).isEqualTo("x");
        assertThat(second.path("field").asString()).isEqualTo("specversion");
        assertThat(count("/s1")).isEqualTo(5_000);
    }

    @Test
    void a_line_that_is_too_long_is_left_out_and_the_next_is_read() {
        String lines = event("s2", "1") + "\n{\"data\":\"" + "x".repeat(300_000) + "\"}\n" + event("s2", "2");

        Answer answer = WORLD.front().post("/v1/events", Front.LINES, lines);

        assertThat(answer.json().path("accepted").asLong()).isEqualTo(2);
        assertThat(answer.json().path("rejected").get(0).path("status").asInt()).isEqualTo(413);
        assertThat(answer.json().path("rejected").get(0).path("line").asInt()).isEqualTo(2);
    }

    @Test
    void of_many_bad_lines_a_thousand_are_listed_and_all_are_counted() {
        Answer answer = WORLD.front().post("/v1/events", Front.LINES, "{}\n".repeat(1_500) + event("s3", "1"));

        assertThat(answer.json().path("rejected").size()).isEqualTo(1_000);
        assertThat(answer.json().path("rejectedTotal").asLong()).isEqualTo(1_500);
    }

    @Test
    void a_stream_of_which_nothing_is_taken_is_422() {
        assertThat(WORLD.front().post("/v1/events", Front.LINES, "{}").status()).isEqualTo(422);
    }

    @Test
    void a_stream_may_be_packed() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(events("s4", 0, 100).getBytes(StandardCharsets.UTF_8));
        }

        Answer answer = WORLD.front()
                .send(WORLD.front()
                        .call("/v1/events")
                        .header("Content-Type", Front.LINES)
                        .header("Content-Encoding", "gzip")
                        .POST(BodyPublishers.ofByteArray(packed.toByteArray())));

        assertThat(answer.json().path("accepted").asLong()).isEqualTo(100);
    }

    @Test
    void a_stream_that_is_cut_keeps_what_was_taken() throws IOException {
        byte[] lines =
                (events("s5", 0, 100) + "\n" + event("s5", "cut").substring(0, 20)).getBytes(StandardCharsets.UTF_8);
        try (Socket socket = new Socket("127.0.0.1", WORLD.front().port())) {
            OutputStream out = socket.getOutputStream();
            out.write(
                    ("POST /v1/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\nContent-Length: "
                                    + (lines.length + 1_000) + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            out.write(lines);
            out.flush();
        }

        Awaitility.await().untilAsserted(() -> assertThat(count("/s5")).isEqualTo(100));
    }

    private static long count(String source) {
        return WORLD.written().on(World.TOPICS.events(Lane.STANDARD), Event.class).stream()
                .filter(entry ->
                        entry.value() != null && entry.value().getSource().equals(source))
                .count();
    }

    private static String events(String source, int from, int to) {
        return IntStream.range(from, to).mapToObj(n -> event(source, "e-" + n)).collect(Collectors.joining("\n"));
    }

    private static String event(String source, String id) {
        return """
                {"specversion":"1.0","id":"%s","source":"/%s","type":"t","recipients":"ada","title":"Hi"}""".formatted(id, source);
    }
}
