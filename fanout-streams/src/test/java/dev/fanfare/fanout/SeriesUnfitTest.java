package dev.fanfare.fanout;

import static dev.fanfare.fanout.FanoutScenario.START;
import static dev.fanfare.fanout.FanoutScenario.event;
import static dev.fanfare.fanout.FanoutScenario.ruleFor;
import static dev.fanfare.schemas.Channel.IN_APP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Admission;
import dev.fanfare.schemas.CommandKind;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.EventAdmitted;
import dev.fanfare.schemas.RecordHeaders;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Events with times that nobody checked before: they came by Kafka.
class SeriesUnfitTest {

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
    void a_series_that_leads_no_further_ends_as_a_letter() {
        fanfare.publish(rent("0 0 L-31 * ? UTC"));
        for (int month = 0; month < 13; month++) {
            fanfare.pass(Duration.ofDays(31)).pass(Duration.ofSeconds(1));
        }

        assertThat(fanfare.heads())
                .filteredOn(head -> head.getId().equals("1"))
                .last()
                .satisfies(head -> {
                    assertThat(head.getAdmission()).isEqualTo(Admission.FAILED);
                    assertThat(head.getError()).startsWith("every: has no time behind");
                });
        assertThat(fanfare.refused()).hasSize(1);
    }

    @Test
    void a_series_that_never_occurs_ends_with_the_front_doors_words() {
        fanfare.publish(rent("0 9 30 2 * UTC"));

        assertThat(fanfare.heads()).singleElement().satisfies(head -> {
            assertThat(head.getAdmission()).isEqualTo(Admission.FAILED);
            assertThat(head.getError()).isEqualTo("every: never occurs");
        });
        assertThat(fanfare.refused())
                .singleElement()
                .extracting(letter -> RecordHeaders.get(letter.headers(), RecordHeaders.REASON)
                        .orElseThrow())
                .asString()
                .endsWith("every: never occurs");
    }

    @Test
    void a_series_whose_next_time_is_years_ahead_waits_for_it() {
        fanfare.writtenAt(Instant.parse("2026-12-31T12:00:00Z")).publish(rent("0 9 1-2 1 FRI UTC"));
        fanfare.pass(Duration.ofDays(2)).pass(Duration.ofSeconds(1));

        assertThat(fanfare.told(IN_APP)).containsExactly("ada");
        assertThat(fanfare.refused()).isEmpty();
        assertThat(fanfare.heads()).anySatisfy(head -> {
            assertThat(head.getId()).isEqualTo("1/2032-01-02T09:00:00Z");
            assertThat(head.getAdmission()).isEqualTo(Admission.SCHEDULED);
        });
    }

    @Test
    void a_series_that_begins_in_years_or_has_ended_is_refused() {
        fanfare.publish(rent("R/2032-01-31T09:00Z/P1M"));
        assertThat(fanfare.heads())
                .extracting(EventAdmitted::getError)
                .containsExactly("every: begins more than 366 days ahead");

        fanfare.publish(rent("R2/2020-01-31T09:00Z/P1M"));
        assertThat(fanfare.heads())
                .extracting(EventAdmitted::getError)
                .containsExactly("every: does not occur any more");
        assertThat(fanfare.refused())
                .allSatisfy(letter -> assertThat(RecordHeaders.get(letter.headers(), RecordHeaders.REASON))
                        .hasValueSatisfying(why -> assertThat(why).contains("every: ")));
    }

    @Test
    void what_has_expired_before_1970_and_is_to_be_sent_tomorrow_is_expired_at_once() {
        fanfare.publish(event("rent")
                .setSendAt(START.plus(Duration.ofDays(1)).toString())
                .setExpiresAt(Instant.parse("1969-06-01T00:00:00Z")));

        assertThat(fanfare.heads()).extracting(EventAdmitted::getAdmission).containsExactly(Admission.EXPIRED);
    }

    @Test
    void what_was_asked_of_a_series_before_it_came_does_not_stick() {
        fanfare.command(CommandKind.PAUSE, rent("any")).publish(rent("R/2026-01-16T09:00Z/P1D"));

        assertThat(fanfare.heads())
                .allSatisfy(head -> assertThat(head.getSteering()).isNull());
        fanfare.pass(Duration.ofDays(1)).pass(Duration.ofSeconds(1));
        assertThat(fanfare.told(IN_APP)).containsExactly("ada");
    }

    private static Event.Builder rent(String every) {
        return event("rent").setEvery(every);
    }
}
