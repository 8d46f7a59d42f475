package dev.fanfare.producer.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

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
