package dev.fanfare.channels.inbox;

import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.InboxItem;
import dev.fanfare.schemas.Names;
import java.time.Instant;

/// Makes of deliveries what inboxes and streams show.
public final class InboxItems {

    private InboxItems() {}

    public static InboxItem of(Delivery delivery, Instant createdAt) {
        return InboxItem.newBuilder()
                .setId(delivery.getId())
                .setEvent(delivery.getEvent())
                .setType(delivery.getType())
                .setTitle(delivery.getTitle())
                .setBody(delivery.getBody())
                .setUrl(delivery.getUrl())
                .setIcon(delivery.getIcon())
                .setData(delivery.getData())
                .setPriority(Names.of(delivery.getPriority()))
                .setCreatedAt(createdAt)
                .setExpiresAt(delivery.getExpiresAt())
                .setAcceptedAt(delivery.getAcceptedAt())
                .build();
    }
}
