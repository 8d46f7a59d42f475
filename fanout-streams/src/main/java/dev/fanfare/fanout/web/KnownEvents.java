package dev.fanfare.fanout.web;

import dev.fanfare.fanout.admit.AdmittedKeys;
import dev.fanfare.schemas.Admitted;
import dev.fanfare.schemas.Topics;
import dev.fanfare.streams.Owners;
import dev.fanfare.streams.StreamsAway;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/// Which event keys were admitted before, and by which record: how the front door recognises a repeat.
@RestController
class KnownEvents {

    private static final int MOST = 1_000;
    private final Owners owners;
    private final Topics topics;

    KnownEvents(Owners fanoutOwners, Topics topics) {
        this.owners = fanoutOwners;
        this.topics = topics;
    }

    record Keys(List<String> keys) {}

    record Known(Map<String, Record> known) {}

    /// @param fingerprint a long in decimal digits, since JavaScript's numbers do not hold one
    record Record(String fingerprint, String topic, int partition, long offset) {}

    @PostMapping("/internal/events/known")
    Known known(@RequestBody Keys asked) {
        if (asked.keys().size() > MOST) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "keys: at most " + MOST);
        }
        Map<String, Record> known = new LinkedHashMap<>();
        asked.keys().forEach(key -> find(key).ifPresent(admitted -> known.put(key, record(admitted))));
        return new Known(known);
    }

    /// Nothing is known of a key whose store is elsewhere, or moves just now.
    private Optional<Admitted> find(String key) {
        try {
            int partition = topics.partitioning().of(key);
            return AdmittedKeys.find(owners.store(AdmittedKeys.STORE, partition), key);
        } catch (StreamsAway | InvalidStateStoreException moving) {
            return Optional.empty();
        }
    }

    private static Record record(Admitted admitted) {
        return new Record(
                String.valueOf(admitted.getFingerprint()),
                admitted.getTopic(),
                admitted.getPartition(),
                admitted.getOffset());
    }
}
