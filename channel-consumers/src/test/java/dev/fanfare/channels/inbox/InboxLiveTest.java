package dev.fanfare.channels.inbox;

import static dev.fanfare.channels.inbox.InboxScenario.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.Retention;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What those are told who have an inbox open.
class InboxLiveTest {

    private final InboxScenario inbox = new InboxScenario(
            new Retention(null, null, null, null, Duration.ofDays(90), 3, null, null, null, null, null));
    private final Delivery one = event("one", "ada").build();
    private final Delivery two = event("two", "ada").build();

    @AfterEach
    void close() {
        inbox.close();
    }

    @Test
    void what_comes_is_read_and_is_dismissed_is_told_once_with_the_number_of_unread_items() {
        inbox.comes(one).comes(two).comes(two).reads("ada", one.getId()).reads("ada", one.getId());
        inbox.dismisses("ada", two.getId()).dismisses("ada", two.getId());

        assertThat(inbox.live())
                .containsExactly(
                        "created " + one.getId() + " 1",
                        "created " + two.getId() + " 2",
                        "read " + one.getId() + " 1",
                        "dismissed " + two.getId() + " 0");
    }

    @Test
    void all_that_is_read_at_once_is_told_at_once() {
        inbox.comes(one).comes(two).readsAll("ada").readsAll("ada");

        assertThat(inbox.live()).endsWith("unread 0").hasSize(3);
    }

    @Test
    @DisplayName("S1-40 What expires is dismissed on every screen")
    void what_expires_is_dismissed_on_every_screen() {
        inbox.comes(event("sale", "ada").setExpiresAt(inbox.now().plusSeconds(60)));
        inbox.live();
        inbox.later(Duration.ofSeconds(61));

        assertThat(inbox.live())
                .singleElement()
                .asString()
                .startsWith("dismissed ")
                .endsWith(" 0");
    }

    @Test
    void what_was_dismissed_is_not_dismissed_again_when_it_expires() {
        Delivery sale =
                event("sale", "ada").setExpiresAt(inbox.now().plusSeconds(60)).build();
        inbox.comes(sale).dismisses("ada", sale.getId());
        inbox.live();
        inbox.later(Duration.ofSeconds(61));

        assertThat(inbox.live()).isEmpty();
    }

    @Test
    void the_oldest_that_makes_way_is_shown_no_more() {
        inbox.comes(one).comes(two).comes(event("three", "ada")).comes(event("four", "ada"));

        assertThat(inbox.live()).endsWith("dismissed " + one.getId() + " 3");
    }

    @Test
    void who_is_erased_reads_an_empty_inbox() {
        inbox.comes(one).later(Duration.ofSeconds(1)).erased("ada").erased("ada");

        assertThat(inbox.live()).containsExactly("created " + one.getId() + " 1", "reset 0");
    }
}
