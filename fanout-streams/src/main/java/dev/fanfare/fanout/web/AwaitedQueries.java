package dev.fanfare.fanout.web;

import dev.fanfare.fanout.retry.AwaitedDeliveries;
import dev.fanfare.fanout.retry.Retries;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Topics;
import dev.fanfare.streams.Owners;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/// Deliveries that steps wait for, also those of which tracking has no record.
@RestController
class AwaitedQueries {

    private final Owners owners;
    private final Partitioning partitioning;

    AwaitedQueries(Owners fanoutOwners, Topics topics) {
        this.owners = fanoutOwners;
        this.partitioning = topics.partitioning();
    }

    record Awaited(String event, String recipient) {}

    @GetMapping("/internal/awaited/{delivery}")
    ResponseEntity<?> awaited(@PathVariable String delivery, HttpServletRequest request) {
        int partition = partitioning.ofDelivery(delivery).orElseThrow(() -> unknown(delivery));
        return owners.answer(Retries.STORE, partition, request, store -> AwaitedDeliveries.awaiting(store, delivery)
                .map(step -> ResponseEntity.ok(new Awaited(step.getEvent(), step.getRecipient())))
                .orElseThrow(() -> unknown(delivery)));
    }

    private static ResponseStatusException unknown(String delivery) {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, "delivery: no step waits for " + delivery);
    }
}
