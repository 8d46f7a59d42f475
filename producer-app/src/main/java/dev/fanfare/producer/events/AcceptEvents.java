package dev.fanfare.producer.events;

import dev.fanfare.producer.kafka.Outlets;
import dev.fanfare.producer.kafka.Pending;
import dev.fanfare.producer.peers.AskKnown;
import dev.fanfare.producer.peers.AskKnown.Known;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.Fingerprint;
import java.util.ArrayList;
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

    /// In the order of `events`. One that stands twice among them is written once.
    List<Accepted> accept(List<Ready> events) {
        Map<String, Ready> first = new LinkedHashMap<>();
        events.forEach(event -> first.putIfAbsent(event.key(), event));
        AskKnown.Asked asked = known.about(first.keySet());
        Map<String, Pending> sent = new LinkedHashMap<>();
        first.forEach((key, event) -> sent.put(key, outlets.events(event.lane()).send(event.message())));
        Map<String, RecordMetadata> written = new LinkedHashMap<>();
        sent.forEach((key, pending) -> written.put(key, pending.acknowledged()));
        Optional<Map<String, Known>> answer = asked.answer();

        List<Accepted> accepted = new ArrayList<>(events.size());
        for (Ready event : events) {
            Ready before = first.get(event.key());
            accepted.add(
                    before == event
                            ? compared(event, written.get(event.key()), answer.orElse(null))
                            : new Accepted(event, true, !sameContent(event.event(), Fingerprint.of(before.event()))));
        }
        accepted.stream().filter(one -> !one.conflict()).forEach(AcceptEvents::log);
        return accepted;
    }

    private static Accepted compared(Ready event, RecordMetadata written, @Nullable Map<String, Known> known) {
        if (known == null) {
            return new Accepted(event, null, false);
        }
        Known before = known.get(event.key());
        if (before == null || isSame(before, written)) {
            return new Accepted(event, false, false);
        }
        return new Accepted(event, true, !sameContent(event.event(), before.fingerprint()));
    }

    private static boolean isSame(Known before, RecordMetadata written) {
        return before.offset() == written.offset()
                && before.partition() == written.partition()
                && before.topic().equals(written.topic());
    }

    private static boolean sameContent(Event event, long fingerprint) {
        return Fingerprint.of(event) == fingerprint;
    }

    private static void log(Accepted one) {
        LOG.atInfo()
                .addKeyValue("notification_id", one.event().key())
                .addKeyValue(
                        "correlation_id",
                        Objects.requireNonNullElse(one.event().event().getCorrelationId(), ""))
                .addKeyValue("notification_type", one.event().event().getType())
                .log("event accepted");
    }
}
