package dev.fanfare.producer.events;

import dev.fanfare.producer.peers.AskKnown;
import dev.fanfare.producer.peers.AskKnown.Known;
import dev.fanfare.producer.spool.Keeper;
import dev.fanfare.producer.spool.Keeping;
import dev.fanfare.producer.spool.Kept;
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

    private final Keeper keeper;
    private final AskKnown known;
    private final RecentEvents recent;

    AcceptEvents(Keeper keeper, AskKnown known) {
        this.keeper = keeper;
        this.known = known;
        recent = new RecentEvents(System::nanoTime, keeper.spool()::isEngaged);
    }

    /// What became of one event.
    ///
    /// @param duplicate null where nobody could say
    /// @param conflict the same source and id came before with other content
    /// @param spooled it waits for Kafka on the local disk
    record Accepted(Ready event, @Nullable Boolean duplicate, boolean conflict, boolean spooled) {}

    /// @param before the fingerprint of an event under the same key that was accepted here a moment ago, or waits in
    /// the spool
    private record Sent(Ready event, Kept kept, OptionalLong before) {}

    /// In the order of `events`; one that stands twice among them is written once.
    List<Accepted> accept(List<Ready> events) {
        AskKnown.Asked asked =
                known.about(events.stream().map(Ready::key).distinct().toList());
        Map<String, Sent> sent = new LinkedHashMap<>();
        Keeping keeping = keeper.prompt();
        events.forEach(event -> sent.computeIfAbsent(event.key(), _ -> send(event, keeping)));
        keeping.finish();
        Optional<Map<String, Known>> admitted = asked.answer();
        List<Accepted> accepted = events.stream()
                .map(event -> compared(event, Objects.requireNonNull(sent.get(event.key())), admitted))
                .toList();
        accepted.stream().filter(one -> !one.conflict()).forEach(AcceptEvents::log);
        return accepted;
    }

    private Sent send(Ready event, Keeping keeping) {
        OptionalLong before = recent.find(event.key());
        return new Sent(event, keeping.add(event.outgoing()), before);
    }

    private Accepted compared(Ready event, Sent sent, Optional<Map<String, Known>> admitted) {
        long fingerprint = Fingerprint.of(event.event());
        if (sent.event() != event) {
            return repeat(sent, event, fingerprint, Fingerprint.of(sent.event().event()));
        }
        Known known = admitted.orElse(Map.of()).get(event.key());
        if (known != null && !isSame(known, sent.kept().written())) {
            return repeat(sent, event, fingerprint, known.fingerprint());
        }
        if (sent.before().isPresent()) {
            return repeat(sent, event, fingerprint, sent.before().getAsLong());
        }
        boolean spooled = sent.kept().inSpool();
        recent.remember(event.key(), fingerprint, spooled);
        return new Accepted(event, admitted.isPresent() && !spooled ? false : null, false, spooled);
    }

    private static Accepted repeat(Sent sent, Ready event, long fingerprint, long first) {
        return new Accepted(event, true, fingerprint != first, sent.kept().inSpool());
    }

    /// What waits in the spool was not admitted yet: one that was is another.
    private static boolean isSame(Known admitted, Optional<RecordMetadata> written) {
        return written.filter(record -> admitted.offset() == record.offset()
                        && admitted.partition() == record.partition()
                        && admitted.topic().equals(record.topic()))
                .isPresent();
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
