package dev.fanfare.standalone.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.fanfare.standalone.terminal.Terminal;
import dev.fanfare.standalone.work.WorkFailed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `recipients load`, against a front door that takes the lines whose id is not `bad`.
class LoadPeopleTest {

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<List<String>> pieces = new ArrayList<>();
    private final List<Integer> troubles = new ArrayList<>();
    private HttpServer frontDoor;
    private String query = "";

    @BeforeEach
    void open() throws IOException {
        frontDoor = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        frontDoor.createContext("/v1/recipients", this::take);
        frontDoor.start();
    }

    @AfterEach
    void close() {
        frontDoor.stop(0);
    }

    private void take(HttpExchange call) throws IOException {
        query = String.valueOf(call.getRequestURI().getQuery());
        List<String> lines =
                new String(call.getRequestBody().readAllBytes(), UTF_8).lines().toList();
        int status = troubles.isEmpty() ? 200 : troubles.removeFirst();
        byte[] answer = (status == 200 ? taken(lines) : "{\"detail\":\"not now\"}").getBytes(UTF_8);
        call.sendResponseHeaders(status, answer.length);
        call.getResponseBody().write(answer);
        call.close();
    }

    private String taken(List<String> lines) {
        pieces.add(lines);
        List<Integer> bad = IntStream.range(0, lines.size())
                .filter(n -> lines.get(n).contains("\"bad\""))
                .boxed()
                .toList();
        String rejected = bad.stream()
                .limit(1_000)
                .map(n ->
                        "{\"index\":%d,\"line\":%d,\"id\":\"bad\",\"status\":400,\"problem\":\"is none\",\"field\":\"email\"}"
                                .formatted(n, n + 1))
                .collect(Collectors.joining(","));
        return "{\"accepted\":%d,\"rejected\":[%s],\"rejectedTotal\":%d,\"inForce\":true}"
                .formatted(lines.size() - bad.size(), rejected, bad.size());
    }

    @Test
    void many_go_in_pieces_and_every_line_goes_once() throws IOException {
        List<String> people = people(50_001);
        assertThat(load(file("people.ndjson", people))).isZero();

        assertThat(pieces).hasSize(3);
        assertThat(pieces.stream().flatMap(List::stream)).containsExactlyElementsOf(people);
        assertThat(err.toString(UTF_8)).contains("100 %").contains("50,001 people");
        assertThat(query).isEqualTo("null");
    }

    @Test
    void what_is_rejected_is_told_by_the_line_of_the_file() throws IOException {
        List<String> people = new ArrayList<>(people(20_010));
        people.set(6, "{\"id\":\"bad\"}");
        people.set(20_004, "{\"id\":\"bad\"}");
        assertThat(load(file("people.ndjson", people), "--json")).isEqualTo(1);

        assertThat(err.toString(UTF_8))
                .contains("line 7 (bad): email: is none")
                .contains("line 20005 (bad): email: is none");
        JsonNode json = new JsonMapper().readTree(out.toString(UTF_8));
        assertThat(json.path("accepted").asInt()).isEqualTo(20_008);
        assertThat(json.path("rejectedTotal").asInt()).isEqualTo(2);
        assertThat(json.path("rejected").path(1).path("line").asInt()).isEqualTo(20_005);
    }

    @Test
    void the_first_thousand_that_are_rejected_are_listed_and_all_are_counted() throws IOException {
        assertThat(load(file(
                        "people.ndjson",
                        IntStream.range(0, 30_000)
                                .mapToObj(_ -> "{\"id\":\"bad\"}")
                                .toList())))
                .isEqualTo(1);

        assertThat(err.toString(UTF_8))
                .contains("line 1000 (bad)")
                .doesNotContain("line 1001 (bad)")
                .contains("and 29000 more were rejected");
    }

    @Test
    void what_is_packed_is_unpacked_and_blank_ends_do_not_matter() throws IOException {
        Path packed = folder.resolve("people.ndjson.gz");
        try (var gzip = new GZIPOutputStream(Files.newOutputStream(packed))) {
            gzip.write("{\"id\":\"ada\"}\n{\"id\":\"alan\"}".getBytes(UTF_8));
        }
        assertThat(load(packed.toString(), "--replace-preferences")).isZero();

        assertThat(pieces).containsExactly(List.of("{\"id\":\"ada\"}", "{\"id\":\"alan\"}"));
        assertThat(query).isEqualTo("preferences=replace");
    }

    @Test
    void a_front_door_that_is_busy_is_asked_again_and_nothing_is_left_out() throws IOException {
        troubles.addAll(List.of(503, 429));
        assertThat(load(file("people.ndjson", people(3)))).isZero();

        assertThat(pieces).hasSize(1);
        assertThat(err.toString(UTF_8)).contains("trying again, since it answered 503");
    }

    @Test
    void who_is_refused_is_told_where_to_go_on() throws IOException {
        String file = file("people.ndjson", people(20_001));
        troubles.addAll(List.of(200, 403));
        assertThat(load(file)).isEqualTo(1);
        assertThat(err.toString(UTF_8))
                .contains("403")
                .contains("all before line 20001 is in: go on with --from-line 20001");

        pieces.clear();
        assertThat(load(file, "--from-line", "20001")).isZero();
        assertThat(pieces).containsExactly(List.of("{\"id\":\"p20000\"}"));
    }

    @Test
    void a_file_without_line_ends_is_named() throws IOException {
        String file = file("people.json", List.of("[" + "x".repeat(2_000_000)));
        assertThat(load(file)).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("people.json, line 1 has more than 1 MiB");
    }

    private static List<String> people(int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> "{\"id\":\"p" + n + "\"}")
                .toList();
    }

    private String file(String name, List<String> lines) throws IOException {
        return Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n")
                .toString();
    }

    private int load(String file, String... more) {
        var terminal = new Terminal(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), false);
        List<String> args = new ArrayList<>(List.of(
                "load",
                file,
                "--url",
                "http://127.0.0.1:" + frontDoor.getAddress().getPort()));
        args.addAll(List.of(more));
        return Reference.recipients(terminal, new ByteArrayInputStream(new byte[0]))
                .setExecutionExceptionHandler((failed, _, _) -> {
                    terminal.say(String.valueOf(failed.getMessage()));
                    return failed instanceof WorkFailed ? 1 : 3;
                })
                .execute(args.toArray(String[]::new));
    }
}
