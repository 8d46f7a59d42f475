package dev.fanfare.channels.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Channel;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What everybody may know of breakers.
class BreakersShownTest {

    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");

    private final Breakers breakers = new Breakers("me", (_, _) -> {}, () -> 0L, () -> NOW);

    @Test
    void a_provider_that_answers_is_closed_and_says_no_more() {
        String name = Breakers.of(Channel.EMAIL, "smtp");
        breakers.well(name, breakers.begin(name));

        assertThat(breakers.list().shown(Channel.EMAIL, 20))
                .containsExactly(new Shown("email/smtp", "closed", null, null, null, null));
        assertThat(breakers.list().shown(Channel.SMS, 20)).isEmpty();
    }

    @Test
    void an_endpoint_is_shown_by_its_owner_and_host_and_never_by_its_url() {
        String url = "https://hooks.example.org/secret";
        breakers.disable(
                Breakers.ofEndpoint(Channel.WEBHOOK, url),
                "HTTP 502: no hook at /secret",
                Owners.of("ada", url, List.of("whsec_x")));

        Shown shown = breakers.list().shown(Channel.WEBHOOK, 20).getFirst();
        assertThat(shown.state()).isEqualTo("disabled");
        assertThat(shown.why()).isEqualTo("HTTP 502");
        assertThat(shown.recipient()).isEqualTo("ada");
        assertThat(shown.host()).isEqualTo("hooks.example.org");
        assertThat(shown.toString()).doesNotContain("secret", "whsec");
        assertThat(breakers.list().shown(Channel.WEBHOOK, 0)).isEmpty();
    }
}
