package dev.fanfare.track.events;

import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.door.SharedBy;
import dev.fanfare.streams.AskAll;
import dev.fanfare.streams.Owners;
import dev.fanfare.streams.Page;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;
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
    private final AskAll all;
    private final SharedBy<Asked, Page<?>> pages = new SharedBy<>(this::page);

    /// @param target of the other instances; null where none is to be asked
    private record Asked(
            EventFilter filter,
            int limit,
            @Nullable String cursor,
            @Nullable String target) {}

    EventList(Owners trackOwners, Topics topics, InstantSource clock, JsonMapper json) {
        this.owners = trackOwners;
        this.topics = topics;
        this.clock = clock;
        this.all = new AskAll(trackOwners, EventStore.NAME, json, EventList::key, EventOrder.PLACE);
    }

    @GetMapping("/v1/events")
    Page<?> events(
            @ModelAttribute EventFilter filter,
            @RequestParam(defaultValue = Page.DEFAULT_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor,
            HttpServletRequest request) {
        return pages.get(new Asked(filter.checked(), Page.checked(limit), cursor, AskAll.target(request)));
    }

    private Page<?> page(Asked asked) {
        NewestFirst walk = new NewestFirst(asked.filter(), asked.limit(), asked.cursor());
        return all.page(walk.page(stores(), clock.instant()), asked.limit(), asked.target());
    }

    private List<ReadOnlyKeyValueStore<Bytes, byte[]>> stores() {
        return IntStream.range(0, topics.partitioning().partitions())
                .filter(partition -> owners.isHere(EventStore.NAME, partition))
                .mapToObj(partition -> owners.store(EventStore.NAME, partition))
                .toList();
    }

    private static byte[] key(JsonNode item) {
        Instant acceptedAt = Instant.parse(item.path("acceptedAt").asString());
        EventOrder all = EventOrder.ofAll();
        return all.place(all.key(acceptedAt, item.path("key").asString()));
    }
}
