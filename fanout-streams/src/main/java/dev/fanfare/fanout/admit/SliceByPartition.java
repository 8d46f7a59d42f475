package dev.fanfare.fanout.admit;

import dev.fanfare.fanout.admit.Resolution.Resolved;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.avro.Schema;

/// Cuts an event's recipients by partition: named ones to theirs, an audience to all, the same slice to all that need
/// no other.
final class SliceByPartition {

    private static final Schema EVENT = Event.getClassSchema();

    private SliceByPartition() {}

    /// Slices whose partitions together hold every recipient, each partition at most once.
    static List<Slice> slice(Candidate candidate, Resolved resolved, Partitioning partitioning) {
        Map<Integer, List<String>> named = new TreeMap<>();
        for (String recipient : resolved.recipients()) {
            named.computeIfAbsent(partitioning.of(recipient), _ -> new ArrayList<>())
                    .add(recipient);
        }
        List<Slice> slices = new ArrayList<>();
        Event said = withoutPeople(candidate.event());
        named.forEach((partition, recipients) ->
                slices.add(slice(candidate, said, resolved, List.of(partition), recipients)));
        List<Integer> others = IntStream.range(0, partitioning.partitions())
                .filter(partition -> !named.containsKey(partition))
                .boxed()
                .toList();
        if (!resolved.audiences().isEmpty() && !others.isEmpty()) {
            slices.add(slice(candidate, said, resolved, others, List.of()));
        }
        return slices;
    }

    private static Slice slice(
            Candidate candidate, Event event, Resolved resolved, List<Integer> partitions, List<String> recipients) {
        Slice slice = new Slice();
        slice.setKey(candidate.key());
        slice.setEvent(event);
        slice.setPriority(resolved.priority());
        slice.setPartitions(partitions);
        slice.setAudiences(resolved.audiences());
        slice.setRecipients(recipients);
        slice.setExcept(resolved.except());
        slice.setChannels(resolved.channels());
        slice.setMandatory(resolved.mandatory());
        slice.setTemplate(resolved.template());
        slice.setAcceptedAt(candidate.arrival().acceptedAt());
        slice.setReleasedAt(candidate.released() ? candidate.now() : null);
        slice.setExpiresAt(resolved.expiresAt().orElse(null));
        slice.setTraceparent(candidate.arrival().traceText());
        resolved.times().into(slice);
        return slice;
    }

    private static Event withoutPeople(Event event) {
        Event said = new Event();
        EVENT.getFields().forEach(field -> said.put(field.pos(), event.get(field.pos())));
        said.setRecipients(List.of());
        said.setAudiences(List.of());
        return said;
    }
}
