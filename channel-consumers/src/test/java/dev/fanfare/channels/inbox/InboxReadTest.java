package dev.fanfare.channels.inbox;

import static dev.fanfare.channels.inbox.InboxScenario.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.DeliveryRead;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What is read is told to tracking once, with what it needs to find the delivery.
class InboxReadTest {

    private final InboxScenario inbox = new InboxScenario();

    @AfterEach
    void close() {
        inbox.close();
    }

    @Test
    void an_item_is_told_to_be_read_once() {
        inbox.comes(event("sale", "ada").setType("shop.sale"));
        inbox.reads("ada", id("sale", "ada"));
        inbox.reads("ada", id("sale", "ada"));
        inbox.reads("ada", id("other", "ada"));

        assertThat(inbox.readings()).singleElement().satisfies(read -> {
            assertThat(read.getDelivery()).isEqualTo(id("sale", "ada"));
            assertThat(read.getRecipient()).isEqualTo("ada");
            assertThat(read.getType()).isEqualTo("shop.sale");
            assertThat(read.getAcceptedAt()).isNotNull();
        });
    }

    @Test
    void each_that_was_unread_is_told_when_all_are_read() {
        inbox.comes(event("sale", "ada")).comes(event("lasting", "ada")).comes(event("old", "ada"));
        inbox.reads("ada", id("old", "ada"));
        inbox.readings();
        inbox.readsAll("ada");

        assertThat(inbox.readings())
                .extracting(DeliveryRead::getDelivery)
                .containsExactlyInAnyOrder(id("sale", "ada"), id("lasting", "ada"));
    }

    private static String id(String event, String recipient) {
        return event(event, recipient).build().getId();
    }
}
