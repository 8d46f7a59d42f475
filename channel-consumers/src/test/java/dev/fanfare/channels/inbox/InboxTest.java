package dev.fanfare.channels.inbox;

import static dev.fanfare.channels.inbox.InboxScenario.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.channels.delivery.Deliveries;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.InboxItem;
import dev.fanfare.schemas.Outcome;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.RecordHeaders;
import dev.fanfare.schemas.Retention;
import dev.fanfare.schemas.State;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class InboxTest {

    private static final int MOST_ITEMS = Retention.DEFAULT.inboxItems();

    private final InboxScenario inbox = new InboxScenario();

    @AfterEach
    void close() {
        inbox.close();
    }

    @Test
    @DisplayName("S1-05 S4-22 An in-app delivery is delivered by standing in the inbox")
    void an_in_app_delivery_is_delivered_by_standing_in_the_inbox() {
        Delivery delivery = event("one", "ada")
                .setUrl("https://example.org/1")
                .setIcon("bell")
                .setData("{\"n\":1}")
                .build();
        inbox.comes(delivery);
        InboxItem item = inbox.items("ada").getFirst();
        assertThat(item.getId()).isEqualTo(delivery.getId());
        assertThat(item.getEvent()).isEqualTo(delivery.getEvent());
        assertThat(item.getTitle()).isEqualTo("one");
        assertThat(item.getUrl()).isEqualTo("https://example.org/1");
        assertThat(item.getData()).isEqualTo("{\"n\":1}");
        assertThat(item.getPriority()).isEqualTo("normal");
        assertThat(item.getReadAt()).isNull();
        Outcome outcome = inbox.outcomes().getFirst();
        assertThat(outcome.getState()).isEqualTo(State.DELIVERED);
        assertThat(outcome.getDelivery()).isEqualTo(delivery.getId());
        assertThat(outcome.getAttempt()).isEqualTo(1);
        assertThat(outcome.getMaxAttempts()).isEqualTo(1);
    }

    @Test
    void the_newest_is_first_also_among_those_of_one_millisecond() {
        inbox.comes(event("one", "ada")).comes(event("two", "ada")).comes(event("three", "ada"));
        inbox.later(Duration.ofSeconds(1)).comes(event("four", "ada"));
        assertThat(inbox.items("ada")).extracting(InboxItem::getTitle).containsExactly("four", "three", "two", "one");
    }

    @Test
    void the_same_delivery_again_changes_nothing() {
        inbox.comes(event("one", "ada")).reads("ada", id("one", "ada"));
        long entries = inbox.entries();
        inbox.later(Duration.ofHours(1)).comes(event("one", "ada"));
        assertThat(inbox.items("ada")).hasSize(1).allMatch(item -> item.getReadAt() != null);
        assertThat(inbox.unread("ada")).isZero();
        assertThat(inbox.entries()).isEqualTo(entries);
    }

    @Test
    void a_replay_has_an_outcome_of_its_own() {
        inbox.comes(event("one", "ada")).comes(event("one", "ada").setReplay(1));
        assertThat(inbox.outcomes()).extracting(Outcome::getReplay).containsExactly(0, 1);
        assertThat(inbox.items("ada")).hasSize(1);
    }

    @Test
    void what_is_read_is_unread_no_more_and_reading_twice_is_reading_once() {
        inbox.comes(event("one", "ada")).comes(event("two", "ada"));
        assertThat(inbox.unread("ada")).isEqualTo(2);
        inbox.reads("ada", id("one", "ada"));
        Instant first = inbox.items("ada").getLast().getReadAt();
        inbox.later(Duration.ofMinutes(1)).reads("ada", id("one", "ada"));
        assertThat(inbox.unread("ada")).isEqualTo(1);
        assertThat(inbox.items("ada").getLast().getReadAt()).isEqualTo(first).isEqualTo(Deliveries.NOON);
    }

    @Test
    void what_is_dismissed_unread_does_not_count_as_unread() {
        inbox.comes(event("one", "ada")).dismisses("ada", id("one", "ada")).dismisses("ada", id("one", "ada"));
        assertThat(inbox.unread("ada")).isZero();
        assertThat(inbox.items("ada").getFirst().getDismissedAt()).isEqualTo(Deliveries.NOON);
        inbox.reads("ada", id("one", "ada"));
        assertThat(inbox.unread("ada")).isZero();
    }

    @Test
    void reading_all_leaves_other_people_alone() {
        inbox.comes(event("one", "ada"))
                .comes(event("two", "ada"))
                .comes(event("one", "adam"))
                .comes(event("one", "ad"));
        inbox.readsAll("ada");
        assertThat(inbox.unread("ada")).isZero();
        assertThat(inbox.items("ada")).allMatch(item -> item.getReadAt() != null);
        assertThat(inbox.unread("adam")).isEqualTo(1);
        assertThat(inbox.unread("ad")).isEqualTo(1);
        assertThat(inbox.items("ad")).hasSize(1);
    }

    @Test
    void an_action_on_what_is_not_there_does_nothing() {
        inbox.reads("ada", "nothing").dismisses("ada", "nothing").readsAll("ada");
        assertThat(inbox.items("ada")).isEmpty();
        assertThat(inbox.unread("ada")).isZero();
    }

    @Test
    @DisplayName("S1-40 What has expired leaves the inbox, read or not, and what came expired never gets there")
    void what_has_expired_leaves_the_inbox() {
        inbox.comes(event("sale", "ada").setExpiresAt(Deliveries.NOON.plus(Duration.ofHours(2))))
                .comes(event("soon", "ada").setExpiresAt(Deliveries.NOON.plusSeconds(30)))
                .comes(event("lasting", "ada"));
        inbox.reads("ada", id("soon", "ada"));
        assertThat(inbox.unread("ada")).isEqualTo(2);
        inbox.later(Duration.ofSeconds(29));
        assertThat(inbox.items("ada")).hasSize(3);
        inbox.later(Duration.ofSeconds(1));
        assertThat(inbox.items("ada")).extracting(InboxItem::getTitle).containsExactly("lasting", "sale");
        assertThat(inbox.unread("ada")).isEqualTo(2);
        for (int minute = 0; minute < 120; minute++) {
            inbox.later(Duration.ofMinutes(1));
        }
        assertThat(inbox.items("ada")).extracting(InboxItem::getTitle).containsExactly("lasting");
        assertThat(inbox.unread("ada")).isEqualTo(1);
        assertThat(inbox.entries())
                .as("count, item, place and age of the one that is left")
                .isEqualTo(4);

        inbox.outcomes();
        inbox.comes(event("late", "ada").setExpiresAt(Deliveries.NOON));
        Outcome outcome = inbox.outcomes().getFirst();
        assertThat(outcome.getState()).isEqualTo(State.EXPIRED);
        assertThat(outcome.getReason()).isEqualTo(Reason.EXPIRED);
        assertThat(outcome.getAttempt()).isZero();
        assertThat(inbox.items("ada")).hasSize(1);
    }

    @Test
    void an_end_that_comes_before_the_one_waited_for_is_kept_too() {
        inbox.comes(event("year", "ada").setExpiresAt(Deliveries.NOON.plus(Duration.ofDays(365))))
                .comes(event("minute", "ada").setExpiresAt(Deliveries.NOON.plusSeconds(60)));
        inbox.later(Duration.ofSeconds(60));
        assertThat(inbox.items("ada")).extracting(InboxItem::getTitle).containsExactly("year");
    }

    @Test
    void a_person_keeps_the_newest_five_hundred() {
        for (int n = 1; n <= MOST_ITEMS + 3; n++) {
            inbox.comes(event("event-" + n, "ada").setExpiresAt(Deliveries.NOON.plus(Duration.ofDays(1))));
        }
        assertThat(inbox.items("ada")).hasSize(MOST_ITEMS);
        assertThat(inbox.items("ada").getLast().getTitle()).isEqualTo("event-4");
        assertThat(inbox.unread("ada")).isEqualTo(MOST_ITEMS);
        assertThat(inbox.entries()).isEqualTo(1 + 4L * MOST_ITEMS);
        inbox.outcomes();
    }

    @Test
    @DisplayName("S2-12 Bytes that are no delivery, and no action, are kept as they came and stop nothing")
    void bytes_that_cannot_be_read_stop_nothing() {
        inbox.comes("ada", "junk".getBytes(StandardCharsets.UTF_8)).junkAction().comes(event("one", "ada"));
        assertThat(inbox.items("ada")).hasSize(1);
        var aside = inbox.setAside();
        assertThat(aside).hasSize(2).allSatisfy(record -> {
            assertThat(record.value()).isEqualTo("junk".getBytes(StandardCharsets.UTF_8));
            assertThat(RecordHeaders.get(record.headers(), RecordHeaders.REASON))
                    .get()
                    .asString()
                    .startsWith("unreadable: ");
        });
        assertThat(RecordHeaders.get(aside.getFirst().headers(), RecordHeaders.ORIGIN))
                .contains("t.in-app.standard-0@0");
    }

    @Test
    void a_recipient_that_is_no_id_cannot_reach_into_anothers_inbox() {
        inbox.comes(event("one", "ada").setRecipient("ada\ni0000"));
        assertThat(inbox.items("ada")).isEmpty();
        assertThat(inbox.setAside()).hasSize(1);
    }

    private static String id(String event, String recipient) {
        return event(event, recipient).build().getId();
    }
}
