package dev.fanfare.producer.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.fanfare.producer.http.Problem;
import dev.fanfare.producer.http.Refused;
import dev.fanfare.schemas.Event;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CheckTimeTest {

    private static final Instant NOW = Instant.parse("2026-01-15T12:00:00Z");

    @Test
    void a_time_within_366_days_is_taken_and_one_that_is_over_as_well() {
        assertThatCode(() -> check(NOW.plus(Duration.ofDays(366)), null)).doesNotThrowAnyException();
        assertThatCode(() -> check(NOW.minusSeconds(1), null)).doesNotThrowAnyException();
        assertThatCode(() -> check(NOW.minusSeconds(1), NOW.minusSeconds(2))).doesNotThrowAnyException();
    }

    @Test
    void a_time_further_ahead_is_refused_by_name() {
        Problem problem = refused(NOW.plus(Duration.ofDays(366)).plusMillis(1), null);

        assertThat(problem.status().value()).isEqualTo(400);
        assertThat(problem.detail()).startsWith("sendat: ").contains("366");
    }

    @Test
    void what_would_have_expired_by_its_time_is_refused_by_name() {
        Problem problem = refused(NOW.plusSeconds(60), NOW.plusSeconds(60));

        assertThat(problem.status().value()).isEqualTo(422);
        assertThat(problem.detail()).startsWith("expiresat: ");
    }

    @Test
    void a_series_has_a_zone_a_next_time_and_an_id_with_room_for_it() {
        assertThatCode(() -> checkSeries("1", "0 9 * * MON-FRI Europe/Berlin", null, null))
                .doesNotThrowAnyException();

        assertThat(refusedSeries("1", "R/2026-01-31T09:00/P1M", null, null)).startsWith("400 every: needs a zone");
        assertThat(refusedSeries("1", "R/2028-01-31T09:00Z/P1M", null, null)).startsWith("400 every: may begin");
        assertThat(refusedSeries("1", "0 9 * * * UTC", NOW.plusSeconds(1), null))
                .startsWith("422 sendat: ");
        assertThat(refusedSeries("1".repeat(176), "0 9 * * * UTC", null, null)).startsWith("400 id: ");
    }

    @Test
    void a_series_that_never_occurs_is_refused_by_name() {
        assertThat(refusedSeries("1", "0 9 30 2 * UTC", null, null)).isEqualTo("400 every: never occurs");
        assertThat(refusedSeries("1", "0 9 29 2 * UTC", null, null))
                .isEqualTo("400 every: must occur again within 366 days");
    }

    @Test
    void what_may_be_the_repeat_of_a_series_that_has_ended_is_let_through() {
        assertThatCode(() -> checkSeries("1", "R2/2020-01-31T09:00Z/P1M", null, null))
                .doesNotThrowAnyException();
        assertThatCode(() -> checkSeries("1", "0 9 * * * UTC", null, NOW.plusSeconds(60)))
                .doesNotThrowAnyException();
    }

    @Test
    void an_expression_that_leads_no_further_is_refused_or_taken_and_never_searched_for_ever() {
        Instant stuck = Instant.parse("2026-01-31T00:00:00Z");
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            for (int day = -40; day < 400; day++) {
                Event event = series("1", "0 0 L-31 * ? UTC", null, null);
                try {
                    CheckTime.check(event, stuck.plus(Duration.ofDays(day)));
                } catch (Refused refused) {
                    assertThat(refused.problem().detail()).startsWith("every: ");
                }
            }
        });
    }

    private static String refusedSeries(
            String id, String every, @Nullable Instant sendAt, @Nullable Instant expiresAt) {
        Problem problem = catchThrowableOfType(Refused.class, () -> checkSeries(id, every, sendAt, expiresAt))
                .problem();
        return problem.status().value() + " " + problem.detail();
    }

    private static void checkSeries(String id, String every, @Nullable Instant sendAt, @Nullable Instant expiresAt) {
        CheckTime.check(series(id, every, sendAt, expiresAt), NOW);
    }

    private static Event series(String id, String every, @Nullable Instant sendAt, @Nullable Instant expiresAt) {
        return Event.newBuilder()
                .setId(id)
                .setSource("/test")
                .setType("t")
                .setEvery(every)
                .setSendAt(sendAt == null ? null : sendAt.toString())
                .setExpiresAt(expiresAt)
                .build();
    }

    private static Problem refused(Instant sendAt, @Nullable Instant expiresAt) {
        return catchThrowableOfType(Refused.class, () -> check(sendAt, expiresAt))
                .problem();
    }

    private static void check(Instant sendAt, @Nullable Instant expiresAt) {
        Event event = Event.newBuilder()
                .setId("1")
                .setSource("/test")
                .setType("t")
                .setSendAt(sendAt.toString())
                .setExpiresAt(expiresAt)
                .build();
        CheckTime.check(event, NOW);
    }
}
