package dev.fanfare.track.events;

import dev.fanfare.schemas.EventStatus;
import dev.fanfare.schemas.Topics;
import dev.fanfare.streams.Owners;
import dev.fanfare.streams.Page;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/// `GET /v1/events/{key}`.
@RestController
final class EventQueries {

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{22}");
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final Owners owners;
    private final Topics topics;
    private final AwaitEvent await;
    private final InstantSource clock;

    EventQueries(Owners trackOwners, Topics topics, AwaitEvent await, InstantSource clock) {
        this.owners = trackOwners;
        this.topics = topics;
        this.await = await;
        this.clock = clock;
    }

    @GetMapping("/v1/events/{key}")
    ResponseEntity<?> event(
            @PathVariable String key, @RequestParam(defaultValue = "0s") String wait, HttpServletRequest request) {
        Duration longest = waiting(wait);
        if (!KEY.matcher(key).matches()) {
            throw unknown(key);
        }
        int partition = topics.partitioning().of(key);
        Instant deadline = clock.instant().plus(longest);
        return owners.answer(
                EventStore.NAME,
                partition,
                request,
                store -> ResponseEntity.ok(view(await.find(store, key, partition, deadline), key)));
    }

    private EventView view(@Nullable EventStatus status, String key) {
        if (status == null) {
            throw unknown(key);
        }
        return EventView.of(status, clock.instant());
    }

    private static ResponseStatusException unknown(String key) {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, "key: no event is known as " + key);
    }

    private static Duration waiting(String wait) {
        try {
            Duration duration = DurationStyle.detectAndParse(wait);
            if (!duration.isNegative() && duration.compareTo(LONGEST) <= 0) {
                return duration;
            }
        } catch (IllegalArgumentException noDuration) {
            throw Page.wrong("wait: must be a duration as 30s or PT30S, is " + wait);
        }
        throw Page.wrong("wait: must be 0s to 60s, is " + wait);
    }
}
