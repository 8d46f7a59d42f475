package dev.fanfare.fanout;

import static dev.fanfare.fanout.FanoutScenario.START;
import static dev.fanfare.fanout.FanoutScenario.event;
import static dev.fanfare.fanout.FanoutScenario.keyOf;
import static dev.fanfare.fanout.FanoutScenario.ruleFor;
import static dev.fanfare.schemas.Channel.EMAIL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Admission;
import dev.fanfare.schemas.CommandKind;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.EventCommand;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.Recipient;
import dev.fanfare.schemas.State;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A time without a zone is that of each person's own clock.
class NineInTheMorningTest {

    private final FanoutScenario fanfare = new FanoutScenario();

    @BeforeEach
    void prepare() {
        fanfare.template("words", "Good morning", "You")
                .rule(ruleFor("morning").setAudiences(List.of("all")).setChannels(List.of(EMAIL)));
        person("kiritimati", "Pacific/Kiritimati");
        person("kolkata", "Asia/Kolkata");
        person("berlin", "Europe/Berlin");
        person("nowhere", null);
        person("new-york", "America/New_York");
        person("pago-pago", "Pacific/Pago_Pago");
    }

    @AfterEach
    void close() {
        fanfare.close();
    }

    @Test
    void each_is_told_at_nine_where_that_person_is() {
        fanfare.publish(morning("2026-01-31T09:00"));

        assertThat(hoursTold(Instant.parse("2026-01-30T18:00:00Z"), 30))
                .isEqualTo(Map.of(
                        "kiritimati", "2026-01-30T19:00:00Z",
                        "kolkata", "2026-01-31T03:30:00Z",
                        "berlin", "2026-01-31T08:00:00Z",
                        "nowhere", "2026-01-31T09:00:00Z",
                        "new-york", "2026-01-31T14:00:00Z",
                        "pago-pago", "2026-01-31T20:00:00Z"));
    }

    @Test
    void a_time_that_a_clock_leaves_out_is_later_and_one_that_comes_twice_is_the_first() {
        fanfare.publish(morning("2026-03-29T02:30"));
        assertThat(hoursTold(Instant.parse("2026-03-28T11:00:00Z"), 32))
                .containsEntry("berlin", "2026-03-29T01:30:00Z");

        fanfare.publish(morning("2026-10-25T02:30").setId("2"));
        assertThat(hoursTold(Instant.parse("2026-10-24T11:00:00Z"), 32))
                .containsEntry("berlin", "2026-10-25T00:30:00Z");
    }

    @Test
    void until_then_each_is_held_and_says_until_when() {
        fanfare.publish(morning("2026-01-31T09:00"))
                .pass(Duration.between(START, nine("Z").minusSeconds(14 * 3_600)));
        fanfare.work();

        assertThat(fanfare.chunks().stream().flatMap(chunk -> chunk.getEntries().stream()))
                .filteredOn(entry -> entry.getRecipient().equals("berlin"))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.getState()).isEqualTo(State.HELD);
                    assertThat(entry.getReason()).isEqualTo(Reason.SENDAT);
                    assertThat(entry.getHeldUntil()).isEqualTo(nine("+01:00"));
                });
    }

    @Test
    void who_has_passed_it_is_told_at_once() {
        fanfare.publish(morning("2026-01-15T12:30")).work();

        assertThat(fanfare.told(EMAIL)).containsExactly("berlin", "kiritimati", "kolkata");
        fanfare.pass(Duration.ofMinutes(31)).work();
        assertThat(fanfare.told(EMAIL)).containsExactly("nowhere");
    }

    @Test
    void a_moment_that_is_set_later_holds_for_all() {
        fanfare.publish(morning("2026-01-31T09:00"));
        Instant noon = Instant.parse("2026-01-20T12:00:00Z");
        fanfare.command(new EventCommand(keyOf(morning("any")), CommandKind.CHANGE, START, null, null, noon));

        fanfare.pass(Duration.between(START, noon)).work();

        assertThat(fanfare.told(EMAIL)).hasSize(6);
    }

    @Test
    void how_long_it_is_worth_telling_begins_with_the_last_of_them() {
        fanfare.rule(ruleFor("morning")
                .setAudiences(List.of("all"))
                .setChannels(List.of(EMAIL))
                .setTtl("PT2H"));
        fanfare.publish(morning("2026-01-31T09:00"));

        assertThat(hoursTold(Instant.parse("2026-01-30T18:00:00Z"), 30)).hasSize(6);
    }

    @Test
    void a_cancel_reaches_those_who_are_not_told_yet() {
        fanfare.publish(morning("2026-01-31T09:00"));
        hoursTold(Instant.parse("2026-01-30T18:00:00Z"), 14);

        fanfare.command(CommandKind.CANCEL, morning("any")).work();
        fanfare.pass(Duration.ofDays(2)).work();

        assertThat(fanfare.told(EMAIL)).isEmpty();
        assertThat(fanfare.outcomes())
                .filteredOn(outcome -> outcome.getState() == State.CANCELLED)
                .hasSize(3);
    }

    @Test
    void its_head_says_when_the_first_is_told() {
        fanfare.publish(morning("2026-01-31T09:00"));

        assertThat(fanfare.heads()).singleElement().satisfies(head -> {
            assertThat(head.getAdmission()).isEqualTo(Admission.SCHEDULED);
            assertThat(head.getSendAt()).isEqualTo(nine("+14:00"));
        });
    }

    /// In which hour, or half of one, each is told.
    private Map<String, String> hoursTold(Instant from, int hours) {
        fanfare.pass(Duration.between(fanfare.now(), from));
        fanfare.told(EMAIL);
        Map<String, String> told = new HashMap<>();
        for (int half = 1; half <= hours * 2; half++) {
            Instant then = from.plus(Duration.ofMinutes(30L * half));
            fanfare.pass(Duration.between(fanfare.now(), then)).work();
            fanfare.told(EMAIL)
                    .forEach(id -> assertThat(told.put(id, then.toString())).isNull());
        }
        return told;
    }

    private static Instant nine(String offset) {
        return OffsetDateTime.parse("2026-01-31T09:00:00" + offset).toInstant();
    }

    private void person(String id, @Nullable String zone) {
        fanfare.person(Recipient.newBuilder()
                .setId(id)
                .setTimeZone(zone)
                .setAudiences(List.of("all"))
                .setEmail(List.of(id + "@example.org")));
    }

    private static Event.Builder morning(String sendAt) {
        return event("morning").setSendAt(sendAt);
    }
}
