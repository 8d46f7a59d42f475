package dev.fanfare.channels.inbox;

import dev.fanfare.channels.delivery.EventData;
import dev.fanfare.schemas.InboxItem;
import dev.fanfare.schemas.Links;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// How the inbox looks outside.
public final class InboxJson {

    private static final JsonMapper JSON = JsonMapper.shared();

    private InboxJson() {}

    static JsonNode page(List<InboxItem> items, @Nullable String next) {
        ObjectNode page = JSON.createObjectNode();
        var array = page.putArray("items");
        items.forEach(item -> array.add(item(item)));
        return page.put("next", next);
    }

    static JsonNode unread(int count) {
        return JSON.createObjectNode().put("unread", count);
    }

    /// One item, as lists and streams show it.
    public static ObjectNode item(InboxItem item) {
        ObjectNode node = JSON.createObjectNode()
                .put("id", item.getId())
                .put("event", item.getEvent())
                .put("type", item.getType())
                .put("title", item.getTitle())
                .put("body", item.getBody())
                .put("url", Links.harmless(item.getUrl()))
                .put("icon", Links.harmless(item.getIcon()));
        node.set("data", EventData.of(item.getData()));
        return node.put("priority", item.getPriority())
                .put("createdAt", time(item.getCreatedAt()))
                .put("readAt", time(item.getReadAt()))
                .put("dismissedAt", time(item.getDismissedAt()))
                .put("expiresAt", time(item.getExpiresAt()));
    }

    private static @Nullable String time(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
