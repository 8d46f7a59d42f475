package dev.fanfare.track.events;

import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.door.Cursor;
import dev.fanfare.streams.Owners;
import dev.fanfare.streams.Page;
import dev.fanfare.streams.StreamsAway;
import dev.fanfare.track.events.MergePages.Item;
import dev.fanfare.track.events.MergePages.Part;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `GET /v1/events`: this instance's events, and those of the others, newest first.
@RestController
final class EventList {

    private final Owners owners;
    private final Topics topics;
    private final InstantSource clock;
    private final JsonMapper json;

    EventList(Owners trackOwners, Topics topics, InstantSource clock, JsonMapper json) {
        this.owners = trackOwners;
        this.topics = topics;
        this.clock = clock;
        this.json = json;
    }

    @GetMapping("/v1/events")
    Page<?> events(
            @ModelAttribute EventFilter filter,
            @RequestParam(defaultValue = Page.DEFAULT_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor,
            HttpServletRequest request) {
        NewestFirst walk = new NewestFirst(filter.checked(), Page.checked(limit), cursor);
        Page<EventView> here = walk.page(stores(), clock.instant());
        List<HostInfo> others = owners.others(EventStore.NAME, request);
        return others.isEmpty() ? here : merged(here, others, limit, request);
    }

    private List<ReadOnlyKeyValueStore<Bytes, byte[]>> stores() {
        return IntStream.range(0, topics.partitioning().partitions())
                .filter(partition -> owners.isHere(EventStore.NAME, partition))
                .mapToObj(partition -> owners.store(EventStore.NAME, partition))
                .toList();
    }

    private Page<JsonNode> merged(Page<EventView> here, List<HostInfo> others, int limit, HttpServletRequest request) {
        List<Part<JsonNode>> parts = new ArrayList<>();
        parts.add(part(json.valueToTree(here)));
        for (HostInfo other : others) {
            ResponseEntity<byte[]> answer = owners.pass(request, other);
            if (answer.getStatusCode().value() != 200 || answer.getBody() == null) {
                throw new StreamsAway("another instance cannot answer just now");
            }
            parts.add(part(json.readTree(answer.getBody())));
        }
        Part<JsonNode> page = MergePages.merge(parts, limit);
        return new Page<>(
                page.items().stream().map(Item::value).toList(), page.next() == null ? null : Cursor.of(page.next()));
    }

    private static Part<JsonNode> part(JsonNode page) {
        List<Item<JsonNode>> items = new ArrayList<>();
        page.path("items").forEach(item -> items.add(new Item<>(key(item), item)));
        String next = page.path("next").asString("");
        return new Part<>(items, next.isEmpty() ? null : Page.after(next, EventKeys.UNTAGGED));
    }

    private static byte[] key(JsonNode item) {
        Instant acceptedAt = Instant.parse(item.path("acceptedAt").asString());
        return EventKeys.untagged(EventKeys.byTime(acceptedAt, item.path("key").asString()));
    }
}
