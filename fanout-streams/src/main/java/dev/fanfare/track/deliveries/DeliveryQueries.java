package dev.fanfare.track.deliveries;

import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.schemas.EventKey;
import dev.fanfare.schemas.Ids;
import dev.fanfare.schemas.Topics;
import dev.fanfare.streams.Owners;
import dev.fanfare.streams.Page;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/// Deliveries: one, an event's, a recipient's.
@RestController
final class DeliveryQueries {

    private final Owners owners;
    private final Topics topics;

    DeliveryQueries(Owners trackOwners, Topics topics) {
        this.owners = trackOwners;
        this.topics = topics;
    }

    @GetMapping("/v1/deliveries/{id}")
    ResponseEntity<?> delivery(@PathVariable String id, HttpServletRequest request) {
        byte[] bytes = DeliveryKeys.id(id).orElseThrow(() -> unknown("id: no delivery is known as " + id));
        int hash = DeliveryId.recipientHash(id).orElseThrow();
        int partition = topics.partitioning().ofDelivery(id).orElseThrow();
        return owners.answer(
                DeliveryStore.NAME,
                partition,
                request,
                store -> ResponseEntity.ok(ByRecipient.one(store, bytes, hash)
                        .orElseThrow(() -> unknown("id: no delivery is known as " + id))));
    }

    @GetMapping("/v1/recipients/{id}/deliveries")
    ResponseEntity<?> ofRecipient(
            @PathVariable String id,
            @RequestParam(defaultValue = Page.DEFAULT_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor,
            HttpServletRequest request) {
        int most = Page.checked(limit);
        if (!Ids.valid(id)) {
            throw Page.wrong("id: must be 1 to 200 letters, digits or ._:@/+-");
        }
        int partition = topics.partitioning().of(id);
        return owners.answer(
                DeliveryStore.NAME,
                partition,
                request,
                store -> ResponseEntity.ok(ByRecipient.page(store, id, most, cursor)));
    }

    /// What became of one event for one person; the front door puts what happened to the event before it.
    @GetMapping("/internal/recipients/{id}/trail")
    ResponseEntity<?> trail(@PathVariable String id, @RequestParam String event, HttpServletRequest request) {
        return owners.answer(
                DeliveryStore.NAME,
                topics.partitioning().of(id),
                request,
                store -> ResponseEntity.ok(PersonTrail.of(store, event, id)));
    }

    @GetMapping("/v1/events/{key}/deliveries")
    ResponseEntity<?> ofEvent(
            @PathVariable String key,
            @RequestParam(defaultValue = Page.DEFAULT_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor,
            HttpServletRequest request) {
        int most = Page.checked(limit);
        if (key.length() != EventKey.LENGTH) {
            throw unknown("key: no event is known as " + key);
        }
        ByEvent from = ByEvent.from(cursor);
        if (from.partition() < 0 || from.partition() >= topics.partitioning().partitions()) {
            throw Page.wrong("cursor: must be `next` of an earlier page");
        }
        return owners.answer(
                DeliveryStore.NAME, from.partition(), request, _ -> ResponseEntity.ok(pageFrom(from, key, most)));
    }

    /// As far as partitions live here one after another; the page behind the last of them is its owner's.
    private Page<DeliveryView> pageFrom(ByEvent begin, String event, int limit) {
        ByEvent.Gathered page = new ByEvent.Gathered(limit);
        ByEvent from = begin;
        do {
            ByEvent next = from.walk(owners.store(DeliveryStore.NAME, from.partition()), event, page);
            if (next != null) {
                return new Page<>(page.items(), next.cursor());
            }
            from = from.nextPartition();
            if (from.partition() == topics.partitioning().partitions()) {
                return new Page<>(page.items(), null);
            }
        } while (owners.isHere(DeliveryStore.NAME, from.partition()));
        return new Page<>(page.items(), from.cursor());
    }

    private static ResponseStatusException unknown(String detail) {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, detail);
    }
}
