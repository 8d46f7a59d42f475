package dev.fanfare.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.fanfare.standalone.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `dlt`, against a front door that answers what a test told it to.
class DltCommandTest {

    private static final String TWO = "{\"count\":2,\"byReason\":{\"rejected\":2},\"sample\":[]}";
    private static final String AWAY = "{\"detail\":\"a store moves just now\"}";
    private static final String TAKEN = "{\"id\":\"r-1\"}";
    private static final String DONE =
            "{\"id\":\"r-1\",\"does\":\"replay\",\"state\":\"DONE\",\"matched\":2,\"replayed\":2,\"skipped\":0}";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<String> calls = new ArrayList<>();
    private final List<String> answers = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();
    private HttpServer frontDoor;
    private int status = 200;

    @BeforeEach
    void open() throws IOException {
        frontDoor = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        frontDoor.createContext("/", call -> {
            calls.add(call.getRequestMethod() + " " + call.getRequestURI() + " "
                    + new String(call.getRequestBody().readAllBytes(), UTF_8));
            keys.addAll(call.getRequestHeaders().getOrDefault("Idempotency-Key", List.of()));
            String next = answers.removeFirst();
            byte[] answer = next.getBytes(UTF_8);
            call.sendResponseHeaders(next.equals(AWAY) ? 503 : status, answer.length);
            call.getResponseBody().write(answer);
            call.close();
        });
        frontDoor.start();
    }

    @AfterEach
    void close() {
        frontDoor.stop(0);
    }

    @Test
    void ls_says_how_many_there_are_and_the_newest_in_one_line_each() {
        answers.add("""
                {"items": [{"id": "D1", "channel": "email", "reason": "rejected", "recipient": "ada", "type": "news",
                 "at": "2026-03-01T08:00:00Z", "error": "550 no\\u001b[2J such user"}], "next": null}""");
        assertThat(dlt("", "ls", "--channel", "email", "--from", "2026-03-01T00:00:00Z"))
                .isZero();
        assertThat(calls.getFirst())
                .startsWith("GET /v1/dead-letters?channel=email&from=2026-03-01T00%3A00%3A00Z&limit=20");
        assertThat(said(out)).contains("rejected", "ada", "D1", "550 no").doesNotContain("\u001b");
    }

    @Test
    void ls_goes_on_page_after_page_up_to_its_limit() {
        answers.add("{\"items\": [{\"id\": \"D1\"}], \"next\": \"abc\"}");
        answers.add("{\"items\": [{\"id\": \"D2\"}], \"next\": \"def\"}");
        assertThat(dlt("", "ls", "--limit", "2", "--json")).isZero();
        assertThat(calls).hasSize(2);
        assertThat(calls.getLast()).contains("limit=1", "cursor=abc");
        assertThat(said(out).lines()).hasSize(2);
    }

    @Test
    void show_says_what_may_have_become_of_one_that_is_gone() {
        status = 404;
        answers.add("{}");
        assertThat(dlt("", "show", "D1")).isEqualTo(1);
        assertThat(said(err)).contains("no dead letter has the id 'D1'", "sent again, discarded");
    }

    @Test
    void an_unlimited_replay_is_asked_about_behind_its_dry_run() {
        answers.add(TWO);
        assertThat(dlt("no\n", "replay", "--reason", "rejected")).isEqualTo(1);
        assertThat(calls).singleElement().satisfies(call -> assertThat(call).contains("\"dryRun\":true"));
        assertThat(said(err)).contains("2 match", "Send 2 again, as fast as it goes?", "nothing was done");
    }

    @Test
    void a_yes_or_a_rate_or_the_option_sends_it_and_follows_it_to_its_end() {
        for (List<String> how : List.of(List.of("y\n"), List.of("", "--per-second", "5"), List.of("", "--yes"))) {
            calls.clear();
            answers.addAll(List.of(TWO, TAKEN, DONE));
            String[] arguments = Stream.concat(
                            Stream.of("replay", "--reason", "rejected"),
                            how.stream().skip(1))
                    .toArray(String[]::new);
            assertThat(dlt(how.getFirst(), arguments)).as("%s", how).isZero();
            assertThat(calls).hasSize(3);
            assertThat(calls.get(1)).contains("\"dryRun\":false", "\"filter\":{\"reason\":\"rejected\"}");
            assertThat(calls.get(2)).startsWith("GET /v1/replays/r-1");
        }
        assertThat(said(err)).contains("100 %", "2 sent again");
    }

    @Test
    void where_nothing_matches_nothing_is_asked_for() {
        answers.add("{\"count\":0,\"byReason\":{},\"sample\":[]}");
        assertThat(dlt("", "replay", "--reason", "timeout", "--yes")).isZero();
        assertThat(calls).hasSize(1);
    }

    @Test
    void who_chooses_nothing_must_say_that_all_is_meant() {
        assertThat(dlt("", "replay")).isEqualTo(2);
        assertThat(dlt("", "discard")).isEqualTo(2);
        assertThat(said(err)).contains("or say --all");
        assertThat(calls).isEmpty();

        answers.addAll(List.of(TWO, TAKEN, DONE));
        assertThat(dlt("", "replay", "--all", "--yes", "--refresh")).isZero();
        assertThat(calls.get(1)).contains("\"all\":true", "\"refresh\":true");
    }

    @Test
    void who_is_away_for_a_while_is_asked_again_and_nothing_begins_twice() {
        answers.addAll(List.of(TWO, AWAY, TAKEN, AWAY, DONE.replace("DONE", "RUNNING"), AWAY, DONE));
        assertThat(dlt("", "replay", "--reason", "rejected", "--yes", "--json")).isZero();
        assertThat(said(out)).contains("\"replayed\":2");
        assertThat(keys).hasSize(3);
        assertThat(keys.get(1)).isEqualTo(keys.get(2)).isNotEqualTo(keys.getFirst());
    }

    @Test
    void where_nothing_matches_json_says_so() {
        answers.add("{\"count\":0,\"byReason\":{},\"sample\":[]}");
        assertThat(dlt("", "discard", "--reason", "timeout", "--yes", "--json")).isZero();
        assertThat(said(out)).contains("\"does\":\"discard\"", "\"matched\":0", "\"discarded\":0");
    }

    @Test
    void a_dry_run_that_has_not_counted_all_says_at_least() {
        answers.add(TWO.replace("{", "{\"complete\":false,")
                .replace("\"byReason\":{\"complete\":false,", "\"byReason\":{"));
        assertThat(dlt("", "replay", "--type", "news", "--dry-run")).isZero();
        assertThat(said(err)).contains("at least 2 match");
    }

    @Test
    void none_among_those_that_were_looked_at_is_not_none_at_all() {
        String noneYet = "{\"count\":0,\"complete\":false,\"byReason\":{},\"sample\":[]}";
        for (String deed : List.of("replay", "discard")) {
            calls.clear();
            answers.addAll(List.of(noneYet, TAKEN, DONE));
            assertThat(dlt("y\n", deed, "--recipient", "ada")).as(deed).isZero();
            assertThat(calls).as(deed).hasSize(3);
        }
        assertThat(said(err)).contains("at least 0 match", "Send at least 0 again", "Discard at least 0 for ever?");
    }

    @Test
    void the_summary_of_ls_is_of_what_was_chosen() {
        String both = "{\"total\": 9, \"channels\": {\"email\": {\"rejected\": 7}, \"sms\": {\"rejected\": 2}}}";
        answers.addAll(List.of("{\"items\": [], \"next\": null}", both));
        assertThat(dlt("", "ls", "--channel", "sms")).isZero();
        assertThat(said(out)).contains("sms").doesNotContain("email");

        answers.add("{\"items\": [], \"next\": null}");
        assertThat(dlt("", "ls", "--type", "news")).isZero();
    }

    @Test
    void a_discard_is_asked_about_in_any_case() {
        answers.add(TWO);
        assertThat(dlt("", "discard", "--channel", "events")).isEqualTo(1);
        assertThat(calls).singleElement().satisfies(call -> assertThat(call)
                .startsWith("DELETE /v1/dead-letters?channel=events&dryRun=true"));

        answers.addAll(List.of(TWO, TAKEN, DONE.replace("replayed", "discarded")));
        assertThat(dlt("yes\n", "discard", "--channel", "events", "--json")).isZero();
        assertThat(calls.get(2)).startsWith("DELETE /v1/dead-letters?channel=events&all=false");
        assertThat(said(out)).contains("\"discarded\":2");
    }

    private int dlt(String typed, String... arguments) {
        String[] all = Stream.concat(
                        Stream.of("dlt"),
                        Stream.concat(
                                Stream.of(arguments),
                                Stream.of(
                                        "--url",
                                        "http://127.0.0.1:"
                                                + frontDoor.getAddress().getPort())))
                .toArray(String[]::new);
        Terminal terminal = new Terminal(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), false);
        return Fanfare.run(terminal, new ByteArrayInputStream(typed.getBytes(UTF_8)), all);
    }

    private static String said(ByteArrayOutputStream stream) {
        return stream.toString(UTF_8);
    }
}
