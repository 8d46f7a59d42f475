package dev.fanfare.track.replays;

import dev.fanfare.schemas.ReplayStatus;
import dev.fanfare.schemas.door.Cursor;
import dev.fanfare.streams.Owners;
import dev.fanfare.streams.Page;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/// Replays: one, all.
@RestController
final class ReplayQueries {

    private static final int WAITING = 8;

    private final Owners owners;
    private final FindReplay replays;

    ReplayQueries(Owners trackOwners, InstantSource clock) {
        this.owners = trackOwners;
        this.replays = new FindReplay(clock, WAITING);
    }

    @GetMapping("/v1/replays/{id}")
    ResponseEntity<?> replay(@PathVariable String id, HttpServletRequest request) {
        return owners.answer(
                ReplayStore.NAME,
                ReplayStore.PARTITION,
                request,
                store -> ResponseEntity.ok(replays.in(store, id)
                        .map(ReplayView::of)
                        .orElseThrow(() ->
                                new ResponseStatusException(HttpStatus.NOT_FOUND, "id: no replay is known as " + id))));
    }

    @GetMapping("/v1/replays")
    ResponseEntity<?> replays(
            @RequestParam(defaultValue = Page.DEFAULT_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor,
            HttpServletRequest request) {
        int most = Page.checked(limit);
        String last = cursor == null ? null : last(cursor);
        return owners.answer(ReplayStore.NAME, ReplayStore.PARTITION, request, store -> {
            List<ReplayStatus> behind = ReplayStore.all(store).stream()
                    .filter(status -> last == null || place(status).compareTo(last) < 0)
                    .sorted(Comparator.comparing(ReplayQueries::place).reversed())
                    .limit(most + 1L)
                    .toList();
            List<ReplayStatus> items = behind.subList(0, Math.min(most, behind.size()));
            String next =
                    behind.size() > most ? Cursor.of(place(items.getLast()).getBytes(StandardCharsets.UTF_8)) : null;
            return ResponseEntity.ok(
                    new Page<>(items.stream().map(ReplayView::of).toList(), next));
        });
    }

    /// In the order of the time at which they were asked for; the name of one with a key says nothing of it.
    private static String place(ReplayStatus status) {
        return "%016x %s"
                .formatted(
                        status.getAsked().getAt().toEpochMilli(),
                        status.getAsked().getId());
    }

    private static String last(String cursor) {
        return Cursor.text(cursor).orElseThrow(() -> Page.wrong("cursor: must be `next` of an earlier page"));
    }
}
