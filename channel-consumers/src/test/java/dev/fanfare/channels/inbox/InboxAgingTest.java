package dev.fanfare.channels.inbox;

import static dev.fanfare.channels.inbox.InboxScenario.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.channels.delivery.Deliveries;
import dev.fanfare.schemas.InboxItem;
import dev.fanfare.schemas.Retention;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Items leave the inbox when they are old enough, or too many.
class InboxAgingTest {

    private final InboxScenario inbox = new InboxScenario(
            new Retention(null, null, null, null, Duration.ofDays(90), 3, null, null, null, null, null));

    @AfterEach
    void close() {
        inbox.close();
    }

    @Test
    void an_item_goes_when_it_is_old_enough_and_is_unread_no_more() {
        inbox.comes(event("one", "ada"));
        inbox.later(Duration.ofDays(89)).comes(event("two", "ada"));
        assertThat(inbox.unread("ada")).isEqualTo(2);

        inbox.later(Duration.ofDays(2));

        assertThat(inbox.items("ada")).extracting(InboxItem::getTitle).containsExactly("two");
        assertThat(inbox.unread("ada")).isEqualTo(1);
        inbox.later(Duration.ofDays(91));
        assertThat(inbox.entries()).as("the count alone").isEqualTo(1);
    }

    @Test
    void an_item_that_expires_before_goes_then() {
        inbox.comes(event("one", "ada").setExpiresAt(Deliveries.NOON.plus(Duration.ofHours(1))));
        inbox.comes(event("two", "ada").setExpiresAt(Deliveries.NOON.plus(Duration.ofDays(400))));

        inbox.later(Duration.ofHours(2));
        assertThat(inbox.items("ada")).extracting(InboxItem::getTitle).containsExactly("two");

        inbox.later(Duration.ofDays(90));
        assertThat(inbox.items("ada")).isEmpty();
        assertThat(inbox.entries()).as("the count alone").isEqualTo(1);
    }

    @Test
    void a_person_has_so_many_and_the_oldest_make_way() {
        for (String title : new String[] {"one", "two", "three", "four"}) {
            inbox.later(Duration.ofSeconds(1)).comes(event(title, "ada")).comes(event(title, "alan"));
        }

        assertThat(inbox.items("ada")).extracting(InboxItem::getTitle).containsExactly("four", "three", "two");
        assertThat(inbox.unread("ada")).isEqualTo(3);
        assertThat(inbox.items("alan")).hasSize(3);
    }

    @Test
    void an_event_that_was_forgotten_and_comes_again_comes_anew() {
        inbox.comes(event("one", "ada")).reads("ada", event("one", "ada").getId());
        assertThat(inbox.unread("ada")).isZero();

        inbox.later(Duration.ofDays(8))
                .comes(event("one", "ada").setAcceptedAt(Deliveries.NOON.plus(Duration.ofDays(8))));

        assertThat(inbox.items("ada")).singleElement().satisfies(item -> assertThat(item.getReadAt())
                .isNull());
        assertThat(inbox.unread("ada")).isEqualTo(1);
    }
}
