package dev.fanfare.fanout.web;

import dev.fanfare.fanout.due.WaitingThings.Place;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.streams.AskAll;
import dev.fanfare.streams.Owners;
import dev.fanfare.streams.Page;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `GET /v1/scheduled`: what waits here and on the other instances, soonest first.
@RestController
class ScheduledQueries {

    private static final Instant NEVER = Instant.ofEpochMilli(Long.MAX_VALUE);
    /// What is due longer is late: the due queue is less than a second behind.
    private static final Duration ON_TIME = Duration.ofSeconds(1);

    private final ScheduledQueues queues;
    private final InstantSource clock;
    private final AskAll all;

    ScheduledQueries(Owners fanoutOwners, Topics topics, Codecs codecs, InstantSource clock, JsonMapper json) {
        this.queues = new ScheduledQueues(fanoutOwners, topics, codecs);
        this.clock = clock;
        this.all = new AskAll(
                fanoutOwners, ScheduledQueues.STORES, json, ScheduledQueries::key, SoonestFirst.CURSOR_BYTES);
    }

    @GetMapping("/v1/scheduled")
    Page<?> scheduled(
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(defaultValue = "false") boolean late,
            @RequestParam(defaultValue = Page.DEFAULT_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor,
            HttpServletRequest request) {
        int most = Page.checked(limit);
        Place behind = SoonestFirst.place(cursor);
        Set<ScheduledKind> kinds = ScheduledKind.asked(kind);
        Instant until = late ? clock.instant().minus(ON_TIME) : NEVER;
        return all.page(new SoonestFirst(most, kinds, behind, until).page(queues.of(kinds)), most, request);
    }

    private static byte[] key(JsonNode item) {
        Instant due = Instant.parse(item.path("due").asString());
        return SoonestFirst.key(new Place(due, item.path("id").asString()));
    }
}
