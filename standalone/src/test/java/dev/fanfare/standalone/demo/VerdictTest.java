package dev.fanfare.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.standalone.client.EventStatus;
import dev.fanfare.standalone.sink.Counts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class VerdictTest {

    private static final Inboxes.Compared SAME = new Inboxes.Compared(10, 100, List.of());

    @Test
    void all_is_well_when_every_count_agrees_and_only_what_is_broken_is_dead() {
        assertThat(verdict(event("DONE", 10, 9, 1, 0), server(9, 9, 1))).isEmpty();
    }

    @Test
    void what_is_open_is_not_well() {
        assertThat(verdict(event("DELIVERING", 10, 8, 1, 1), server(8, 8, 1)))
                .anyMatch(wrong -> wrong.contains("is DELIVERING"))
                .anyMatch(wrong -> wrong.contains("1 still open"));
    }

    @Test
    void a_mail_that_never_came_is_not_well() {
        assertThat(verdict(event("DONE", 10, 9, 1, 0), server(8, 8, 1)))
                .containsExactly("email: 9 delivered, but its server counted 8");
    }

    @Test
    void a_mail_that_came_twice_is_one_delivery() {
        assertThat(verdict(event("DONE", 10, 9, 1, 0), server(10, 9, 1))).isEmpty();
    }

    @Test
    void a_death_that_nobody_caused_is_not_well() {
        assertThat(verdict(event("DONE", 10, 8, 2, 0), server(8, 8, 1)))
                .containsExactly("email: 2 dead, but 1 refused on purpose");
    }

    @Test
    void what_is_broken_must_have_been_tried() {
        assertThat(verdict(event("DONE", 9, 9, 0, 0), server(9, 9, 0)))
                .anyMatch(wrong -> wrong.contains("never tried"));
    }

    @Test
    void counts_that_do_not_add_up_are_not_well() {
        assertThat(verdict(event("DONE", 11, 9, 1, 0), server(9, 9, 1)))
                .containsExactly("announcement: 11 expected, but its parts are 10");
    }

    @Test
    void an_inbox_that_differs_is_named() {
        var wrong = Verdict.on(
                List.of(event("DONE", 10, 9, 1, 0)),
                Map.of("email", server(9, 9, 1)),
                new Inboxes.Compared(10, 99, List.of("person-00007")));
        assertThat(wrong).singleElement().asString().contains("person-00007");
    }

    private static List<String> verdict(Told event, Counts server) {
        return Verdict.on(List.of(event), Map.of("email", server), SAME);
    }

    private static Counts server(long calls, long distinct, long refused) {
        return new Counts(calls, distinct, refused, 0, 0);
    }

    private static Told event(String state, int expected, int delivered, int dead, int queued) {
        String json = """
                {"state": "%s", "channels": {"email": {"expected": %d, "delivered": %d, "skipped": 0, "dead": %d, "expired": 0,
                 "cancelled": 0, "open": {"queued": %d, "held": 0, "deferred": 0}}}}""".formatted(state, expected, delivered, dead, queued);
        var status = new EventStatus(new JsonMapper().readTree(json));
        return new Told("announcement", "K", 0, Duration.ofMillis(4), status, Duration.ofSeconds(1));
    }
}
