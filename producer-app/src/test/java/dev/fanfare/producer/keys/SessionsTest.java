package dev.fanfare.producer.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.producer.keys.ApiKeys.Admission;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionsTest {

    private Instant now = Instant.parse("2026-03-01T08:00:00Z");
    private final Sessions sessions =
            new Sessions(new ApiKeys(new KeySettings(List.of("reader:read:secret-of-reader"))), () -> now);

    @Test
    void a_session_ends_an_hour_behind_the_last_page() {
        String session = sessions.open("secret-of-reader").orElseThrow();
        now = now.plus(Duration.ofMinutes(59));
        assertThat(opens(session)).isTrue();
        now = now.plus(Duration.ofMinutes(1));
        assertThat(opens(session)).isFalse();
        assertThat(sessions.renewed(session)).isEmpty();
    }

    @Test
    void however_often_it_is_renewed_it_ends_twelve_hours_behind_the_sign_in() {
        String session = sessions.open("secret-of-reader").orElseThrow();
        for (int half = 0; half < 23; half++) {
            now = now.plus(Duration.ofMinutes(30));
            session = sessions.renewed(session).orElseThrow();
        }
        now = now.plus(Duration.ofMinutes(29));
        assertThat(opens(session)).isTrue();
        now = now.plus(Duration.ofMinutes(1));
        assertThat(opens(session)).isFalse();
    }

    @Test
    void a_later_beginning_is_not_signed() {
        String session = sessions.open("secret-of-reader").orElseThrow();
        String[] parts = session.split(":");
        parts[1] = String.valueOf(Long.parseLong(parts[1]) + 3_600);
        assertThat(opens(String.join(":", parts))).isFalse();
    }

    private boolean opens(String session) {
        return !(sessions.admit(session) instanceof Admission.Unknown);
    }
}
