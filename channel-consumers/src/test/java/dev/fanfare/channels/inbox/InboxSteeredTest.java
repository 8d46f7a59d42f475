package dev.fanfare.channels.inbox;

import static dev.fanfare.channels.inbox.InboxScenario.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.channels.controls.KnownControls;
import dev.fanfare.channels.delivery.Deliveries;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.InboxItem;
import dev.fanfare.schemas.Outcome;
import dev.fanfare.schemas.State;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What was asked of an event holds for the inbox as well.
class InboxSteeredTest {

    private static final Delivery NEWS = event("news", "ada").build();

    private final InboxScenario fanfare = new InboxScenario();

    @AfterEach
    void close() {
        fanfare.close();
    }

    @Test
    void what_was_cancelled_does_not_come_into_the_inbox() {
        fanfare.steered(NEWS.getEvent(), KnownControls.cancelled()).comes(NEWS);

        assertThat(fanfare.items("ada")).isEmpty();
        assertThat(fanfare.outcomes()).singleElement().satisfies(outcome -> {
            assertThat(outcome.getState()).isEqualTo(State.CANCELLED);
            assertThat(outcome.getAttempt()).isZero();
        });
    }

    @Test
    void what_is_paused_comes_when_its_event_goes_on_and_others_pass_it() {
        fanfare.steered(NEWS.getEvent(), KnownControls.paused()).comes(NEWS).comes(event("other", "ada"));
        fanfare.later(Duration.ofMinutes(1));
        assertThat(fanfare.items("ada")).extracting(InboxItem::getTitle).containsExactly("other");

        fanfare.steered(NEWS.getEvent(), null).later(Duration.ofSeconds(1));

        assertThat(fanfare.items("ada")).extracting(InboxItem::getTitle).containsExactly("news", "other");
        assertThat(fanfare.outcomes())
                .extracting(Outcome::getState)
                .containsExactly(State.HELD, State.DELIVERED, State.DELIVERED);
    }

    @Test
    void what_is_paused_and_then_cancelled_never_comes() {
        fanfare.steered(NEWS.getEvent(), KnownControls.paused()).comes(NEWS);

        fanfare.steered(NEWS.getEvent(), KnownControls.cancelled()).later(Duration.ofSeconds(1));

        assertThat(fanfare.items("ada")).isEmpty();
        assertThat(fanfare.outcomes()).extracting(Outcome::getState).containsExactly(State.HELD, State.CANCELLED);
    }

    @Test
    void an_expiry_that_was_put_off_is_the_items() {
        Instant later = Deliveries.NOON.plusSeconds(600);
        Delivery brief = event("brief", "ada")
                .setExpiresAt(Deliveries.NOON.plusSeconds(60))
                .build();
        fanfare.steered(brief.getEvent(), KnownControls.expiring(later))
                .later(Duration.ofSeconds(61))
                .comes(brief)
                .later(Duration.ofSeconds(2));

        assertThat(fanfare.items("ada")).extracting(InboxItem::getExpiresAt).containsExactly(later);
        fanfare.later(Duration.ofSeconds(600));
        assertThat(fanfare.items("ada")).isEmpty();
    }

    @Test
    void what_expires_while_it_is_paused_ends_expired() {
        Delivery brief = event("brief", "ada")
                .setExpiresAt(Deliveries.NOON.plusSeconds(60))
                .build();
        fanfare.steered(brief.getEvent(), KnownControls.paused()).comes(brief).later(Duration.ofSeconds(61));

        assertThat(fanfare.outcomes()).extracting(Outcome::getState).containsExactly(State.HELD, State.EXPIRED);
    }
}
