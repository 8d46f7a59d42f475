package dev.fanfare.channels.delivery;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.schemas.EventKey;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Priority;
import java.time.Instant;
import java.util.List;

/// Deliveries as fan-out would write them, for tests of this module.
public final class Deliveries {

    public static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private Deliveries() {}

    public static Delivery email(String recipient) {
        return of(Channel.EMAIL, recipient, recipient + "@example.org").build();
    }

    public static Delivery.Builder of(Channel channel, String recipient, String address) {
        return of("event-1", channel, recipient, address);
    }

    public static Delivery.Builder of(String eventId, Channel channel, String recipient, String address) {
        String event = EventKey.of("test", eventId);
        return Delivery.newBuilder()
                .setId(DeliveryId.of(event, recipient, channel, address))
                .setRecipient(recipient)
                .setAddress(address)
                .setSecrets(List.of())
                .setEvent(event)
                .setType("order.shipped")
                .setChannel(channel)
                .setLane(Lane.STANDARD)
                .setPriority(Priority.NORMAL)
                .setLocale("en")
                .setTitle("Your order is on its way")
                .setBody("It left today.")
                .setTimestamp(NOON)
                .setAcceptedAt(NOON);
    }
}
