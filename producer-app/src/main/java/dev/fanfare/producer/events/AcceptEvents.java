package dev.fanfare.producer.events;

import dev.fanfare.producer.kafka.Outlets;
import dev.fanfare.producer.kafka.Pending;
import dev.fanfare.producer.peers.AskKnown;
import dev.fanfare.producer.peers.AskKnown.Known;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.Fingerprint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes events, asks meanwhile which of them were there before, and answers once all are durable.
final class AcceptEvents {

    private static final Logger LOG = LoggerFactory.getLogger(AcceptEvents.class);

    private final Outlets outlets;
    private final AskKnown known;

    AcceptEvents(Outlets outlets, AskKnown known) {
        this.outlets = outlets;
        this.known = known;
    }

    /// What became of one event.
    ///
    /// @param duplicate null where nobody could say
    /// @param conflict the same source and id came before with other content
    record Accepted(Ready event, @Nullable Boolean duplicate, boolean conflict) {}

    private record Sent(Ready event, Pending pending) {}

    /// In the order of `events`; one that stands twice among them is written once.
    List<Accepted> accept(List<Ready> events) {
        AskKnown.Asked asked =
                known.about(events.stream().map(Ready::key).distinct().toList());
        Map<String, Sent> sent = new LinkedHashMap<>();
        events.forEach(event -> sent.computeIfAbsent(event.key(), _ -> send(event)));
        sent.values().forEach(one -> one.pending().acknowledged());
        Optional<Map<String, Known>> before = asked.answer();
        List<Accepted> accepted = events.stream()
                .map(event -> compared(event, Objects.requireNonNull(sent.get(event.key())), before))
                .toList();
        accepted.stream().filter(one -> !one.conflict()).forEach(AcceptEvents::log);
        return accepted;
    }

    private Sent send(Ready event) {
        return new Sent(event, outlets.events(event.lane()).send(event.message()));
    }

    private static Accepted compared(Ready event, Sent sent, Optional<Map<String, Known>> before) {
        if (sent.event() != event) {
            return new Accepted(
                    event, true, isOther(event, Fingerprint.of(sent.event().event())));
        }
        if (before.isEmpty()) {
            return new Accepted(event, null, false);
        }
        Known admitted = before.get().get(event.key());
        return admitted == null || isSame(admitted, sent.pending().acknowledged())
                ? new Accepted(event, false, false)
                : new Accepted(event, true, isOther(event, admitted.fingerprint()));
    }

    private static boolean isSame(Known admitted, RecordMetadata written) {
        return admitted.offset() == written.offset()
                && admitted.partition() == written.partition()
                && admitted.topic().equals(written.topic());
    }

    private static boolean isOther(Ready event, long fingerprint) {
        return Fingerprint.of(event.event()) != fingerprint;
    }

    private static void log(Accepted accepted) {
        Event event = accepted.event().event();
        LOG.atInfo()
                .addKeyValue("notification_id", accepted.event().key())
                .addKeyValue("correlation_id", Objects.requireNonNullElse(event.getCorrelationId(), ""))
                .addKeyValue("notification_type", event.getType())
                .log("event accepted");
    }
}
