package dev.fanfare.channels.inbox;

import static dev.fanfare.channels.inbox.InboxScenario.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.InboxItem;
import dev.fanfare.schemas.Outcome;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.State;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The inbox of a person who is erased.
class ErasedInboxTest {

    private final InboxScenario inbox = new InboxScenario();

    @AfterEach
    void close() {
        inbox.close();
    }

    @Test
    void it_is_empty_and_nobody_elses_is() {
        inbox.comes(event("one", "ada")).comes(event("two", "ada")).comes(event("one", "alan"));
        inbox.later(Duration.ofSeconds(1)).erased("ada");

        assertThat(inbox.items("ada")).isEmpty();
        assertThat(inbox.items("alan")).hasSize(1);
        assertThat(inbox.keys()).noneSatisfy(key -> assertThat(key).contains("ada"));
        inbox.later(Duration.ofDays(100));
        assertThat(inbox.items("alan")).isEmpty();
    }

    @Test
    void what_was_on_its_way_does_not_come_and_ends_cancelled() {
        Delivery late = event("one", "ada").build();
        inbox.later(Duration.ofSeconds(1)).erased("ada").comes(late);

        assertThat(inbox.items("ada")).isEmpty();
        Outcome outcome = inbox.outcomes().getFirst();
        assertThat(outcome.getState()).isEqualTo(State.CANCELLED);
        assertThat(outcome.getReason()).isEqualTo(Reason.UNKNOWN_RECIPIENT);
        assertThat(outcome.getAttempt()).isZero();
    }

    @Test
    void what_was_accepted_behind_the_erasure_is_the_new_persons_in_whichever_order_both_come() {
        inbox.comes(event("old", "ada"));
        inbox.later(Duration.ofSeconds(2));
        inbox.comes(event("new", "ada").setAcceptedAt(inbox.now()));
        inbox.erasedAt("ada", inbox.now().minusSeconds(1));

        assertThat(inbox.items("ada")).extracting(InboxItem::getTitle).containsExactly("new");
        assertThat(inbox.unread("ada")).isEqualTo(1);
        inbox.comes(event("newer", "ada").setAcceptedAt(inbox.now()));
        assertThat(inbox.items("ada")).hasSize(2);
    }

    @Test
    void who_was_erased_is_forgotten_with_a_later_erasure_after_a_year() {
        inbox.erased("ada");
        long one = inbox.entries();
        inbox.later(Duration.ofDays(367)).erased("alan");

        assertThat(inbox.entries()).isEqualTo(one);
    }
}
