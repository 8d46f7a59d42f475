package dev.fanfare.fanout;

import static dev.fanfare.fanout.FanoutScenario.START;
import static dev.fanfare.fanout.FanoutScenario.event;
import static dev.fanfare.fanout.FanoutScenario.keyOf;
import static dev.fanfare.fanout.FanoutScenario.ruleFor;
import static dev.fanfare.schemas.Channel.IN_APP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Admission;
import dev.fanfare.schemas.CommandKind;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.EventAdmitted;
import dev.fanfare.schemas.EventCommand;
import dev.fanfare.schemas.EventKey;
import dev.fanfare.schemas.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// An event that occurs again and again.
class SeriesTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final FanoutScenario fanfare = new FanoutScenario();

    @BeforeEach
    void prepare() {
        fanfare.person("ada")
                .template("words", "Rent", "It is due")
                .rule(ruleFor("rent").setRecipients("ada"));
    }

    @AfterEach
    void close() {
        fanfare.close();
    }

    @Test
    void a_year_of_months_on_the_31st() {
        fanfare.publish(rent("R/2026-01-31T09:00[Europe/Berlin]/P1M"));

        List<String> told = new ArrayList<>();
        for (int day = 0; day < 365; day++) {
            fanfare.pass(Duration.ofDays(1));
            told.addAll(timesTold());
        }

        assertThat(told)
                .containsExactly(
                        "2026-01-31T08:00:00Z",
                        "2026-02-28T08:00:00Z",
                        "2026-03-31T07:00:00Z",
                        "2026-04-30T07:00:00Z",
                        "2026-05-31T07:00:00Z",
                        "2026-06-30T07:00:00Z",
                        "2026-07-31T07:00:00Z",
                        "2026-08-31T07:00:00Z",
                        "2026-09-30T07:00:00Z",
                        "2026-10-31T08:00:00Z",
                        "2026-11-30T08:00:00Z",
                        "2026-12-31T08:00:00Z");
    }

    @Test
    void each_is_an_event_of_its_own_that_waits_where_it_can_be_seen() {
        fanfare.publish(rent("0 9 * * * UTC"));

        assertThat(fanfare.heads())
                .satisfiesExactly(
                        series -> {
                            assertThat(series.getId()).isEqualTo("1");
                            assertThat(series.getAdmission()).isEqualTo(Admission.SCHEDULED);
                            assertThat(series.getEvery()).isEqualTo("0 9 * * * UTC");
                            assertThat(series.getSendAt()).isEqualTo(Instant.parse("2026-01-16T09:00:00Z"));
                        },
                        occurrence -> {
                            assertThat(occurrence.getId()).isEqualTo("1/2026-01-16T09:00:00Z");
                            assertThat(occurrence.getAdmission()).isEqualTo(Admission.SCHEDULED);
                            assertThat(occurrence.getSeries()).isEqualTo(keyOf(rent("any")));
                            assertThat(occurrence.getEvery()).isNull();
                        });

        fanfare.pass(Duration.ofHours(21)).pass(SECOND);
        assertThat(fanfare.heads())
                .extracting(EventAdmitted::getId, EventAdmitted::getAdmission)
                .contains(
                        org.assertj.core.groups.Tuple.tuple("1/2026-01-16T09:00:00Z", Admission.ADMITTED),
                        org.assertj.core.groups.Tuple.tuple("1/2026-01-17T09:00:00Z", Admission.SCHEDULED),
                        org.assertj.core.groups.Tuple.tuple("1", Admission.SCHEDULED));
    }

    @Test
    void so_many_and_no_more_and_then_the_series_is_done() {
        fanfare.publish(rent("R3/2026-01-16T09:00Z/P1D"));

        days(10);

        assertThat(timesTold()).containsExactly("2026-01-16T09:00:00Z", "2026-01-17T09:00:00Z", "2026-01-18T09:00:00Z");
        assertThat(fanfare.heads())
                .filteredOn(head -> head.getId().equals("1"))
                .last()
                .satisfies(head -> {
                    assertThat(head.getAdmission()).isEqualTo(Admission.ADMITTED);
                    assertThat(head.getSlices()).isZero();
                });
        fanfare.publish(rent("R3/2026-01-16T09:00Z/P1D"));
        assertThat(fanfare.heads()).as("a repeat").isEmpty();
    }

    @Test
    void it_ends_where_it_expires() {
        fanfare.publish(rent("R/2026-01-16T09:00Z/P1D").setExpiresAt(Instant.parse("2026-01-18T09:00:00Z")));

        days(10);

        assertThat(timesTold()).containsExactly("2026-01-16T09:00:00Z", "2026-01-17T09:00:00Z");
    }

    @Test
    void cancelled_it_takes_the_one_that_waits_with_it() {
        fanfare.publish(rent("R/2026-01-16T09:00Z/P1D"));
        days(2);
        assertThat(timesTold()).hasSize(2);

        fanfare.command(CommandKind.CANCEL, rent("any"));
        days(5);

        assertThat(timesTold()).isEmpty();
    }

    @Test
    void one_of_it_is_cancelled_alone() {
        fanfare.publish(rent("R/2026-01-16T09:00Z/P1D"));

        fanfare.command(CommandKind.CANCEL, EventKey.of("/test", "1/2026-01-16T09:00:00Z"), START);
        days(2);

        assertThat(timesTold()).containsExactly("2026-01-17T09:00:00Z");
    }

    @Test
    void cancelled_before_it_came_it_brings_forth_nothing() {
        fanfare.command(CommandKind.CANCEL, rent("any")).publish(rent("R/2026-01-16T09:00Z/P1D"));

        days(3);

        assertThat(timesTold()).isEmpty();
        assertThat(fanfare.heads()).hasSize(1);
    }

    @Test
    void of_those_that_were_missed_the_last_alone_is_told() {
        fanfare.publish(rent("R/2026-01-16T09:00Z/P1D"));

        fanfare.pass(Duration.ofDays(5)).pass(SECOND).pass(SECOND);
        assertThat(timesTold()).containsExactly("2026-01-20T09:00:00Z");

        days(1);
        assertThat(timesTold()).containsExactly("2026-01-21T09:00:00Z");
    }

    @Test
    void one_that_is_sent_now_or_later_changes_nothing_of_the_others() {
        fanfare.publish(rent("R/2026-01-16T09:00Z/P1D"));
        fanfare.command(sendAt("1/2026-01-16T09:00:00Z", START)).pass(SECOND);
        assertThat(timesTold()).containsExactly("2026-01-16T09:00:00Z");

        days(1);
        fanfare.command(sendAt("1/2026-01-17T09:00:00Z", Instant.parse("2026-01-18T10:00:00Z")));
        days(2);
        assertThat(timesTold()).containsExactlyInAnyOrder("2026-01-17T09:00:00Z", "2026-01-18T09:00:00Z");
    }

    @Test
    void the_words_are_those_of_each_time() {
        fanfare.publish(rent("R/2026-01-16T09:00Z/P1D"));
        days(1);
        assertThat(fanfare.deliveries(IN_APP, Lane.STANDARD))
                .extracting(Delivery::getTitle)
                .containsExactly("Rent");

        fanfare.template("words", "The rent", "It is due");
        days(1);
        assertThat(fanfare.deliveries(IN_APP, Lane.STANDARD))
                .extracting(Delivery::getTitle)
                .containsExactly("The rent");
    }

    @Test
    void what_is_no_series_fails_by_name() {
        fanfare.publish(rent("now and then"));

        assertThat(fanfare.heads()).singleElement().satisfies(head -> {
            assertThat(head.getAdmission()).isEqualTo(Admission.FAILED);
            assertThat(head.getError()).startsWith("every: ");
        });
    }

    private void days(int days) {
        for (int day = 0; day < days; day++) {
            fanfare.pass(Duration.ofDays(1)).pass(SECOND);
        }
    }

    /// Each delivery's time is its occurrence's.
    private List<String> timesTold() {
        return fanfare.deliveries(IN_APP, Lane.STANDARD).stream()
                .map(delivery -> delivery.getTimestamp().toString())
                .toList();
    }

    private EventCommand sendAt(String id, Instant time) {
        return new EventCommand(EventKey.of("/test", id), CommandKind.CHANGE, fanfare.now(), null, null, time);
    }

    private static Event.Builder rent(String every) {
        return event("rent").setEvery(every);
    }
}
