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
import java.util.OptionalLong;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes events, asks meanwhile which of them were there before, and answers once all are durable.
final class AcceptEvents {

    private static final Logger LOG = LoggerFactory.getLogger(AcceptEvents.class);

    private final Outlets outlets;
    private final AskKnown known;
    private final RecentEvents recent = new RecentEvents(System::nanoTime);

    AcceptEvents(Outlets outlets, AskKnown known) {
        this.outlets = outlets;
        this.known = known;
    }

    /// What became of one event.
    ///
    /// @param duplicate null where nobody could say
    /// @param conflict the same source and id came before with other content
    record Accepted(Ready event, @Nullable Boolean duplicate, boolean conflict) {}

    /// @param before the fingerprint of an event under the same key that was accepted here a moment ago
    private record Sent(Ready event, Pending pending, OptionalLong before) {}

    /// In the order of `events`; one that stands twice among them is written once.
    List<Accepted> accept(List<Ready> events) {
        AskKnown.Asked asked =
                known.about(events.stream().map(Ready::key).distinct().toList());
        Map<String, Sent> sent = new LinkedHashMap<>();
        events.forEach(event -> sent.computeIfAbsent(event.key(), _ -> send(event)));
        sent.values().forEach(one -> one.pending().acknowledged());
        Optional<Map<String, Known>> admitted = asked.answer();
        List<Accepted> accepted = events.stream()
                .map(event -> compared(event, Objects.requireNonNull(sent.get(event.key())), admitted))
                .toList();
        accepted.stream().filter(one -> !one.conflict()).forEach(AcceptEvents::log);
        return accepted;
    }

    private Sent send(Ready event) {
        OptionalLong before = recent.find(event.key());
        return new Sent(event, outlets.events(event.lane()).send(event.message()), before);
    }

    private Accepted compared(Ready event, Sent sent, Optional<Map<String, Known>> admitted) {
        long fingerprint = Fingerprint.of(event.event());
        if (sent.event() != event) {
            return repeat(event, fingerprint, Fingerprint.of(sent.event().event()));
        }
        Known known = admitted.orElse(Map.of()).get(event.key());
        if (known != null && !isSame(known, sent.pending().acknowledged())) {
            return repeat(event, fingerprint, known.fingerprint());
        }
        if (sent.before().isPresent()) {
            return repeat(event, fingerprint, sent.before().getAsLong());
        }
        recent.remember(event.key(), fingerprint);
        return new Accepted(event, admitted.isPresent() ? false : null, false);
    }

    private static Accepted repeat(Ready event, long fingerprint, long first) {
        return new Accepted(event, true, fingerprint != first);
    }

    private static boolean isSame(Known admitted, RecordMetadata written) {
        return admitted.offset() == written.offset()
                && admitted.partition() == written.partition()
                && admitted.topic().equals(written.topic());
    }

    /// The record for everybody comes from tracking, once for each event, whichever way it came in.
    private static void log(Accepted accepted) {
        Event event = accepted.event().event();
        LOG.atDebug()
                .addKeyValue("notification_id", accepted.event().key())
                .addKeyValue("correlation_id", Objects.requireNonNullElse(event.getCorrelationId(), ""))
                .addKeyValue("notification_type", event.getType())
                .log("event accepted");
    }
}
