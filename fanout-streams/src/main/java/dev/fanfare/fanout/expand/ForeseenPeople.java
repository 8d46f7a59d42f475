package dev.fanfare.fanout.expand;

import dev.fanfare.schemas.Ids;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Counts whom a walk that writes nothing has met, and keeps the first.
public final class ForeseenPeople {

    private final Map<String, Map<String, Long>> channels = new TreeMap<>();
    private final Map<String, Long> reasons = new TreeMap<>();
    private final TreeMap<String, Person> first = new TreeMap<>(Ids::compare);
    private long recipients;
    private boolean complete = true;

    /// Of one person on one channel.
    ///
    /// @param state QUEUED where it would be sent at once
    /// @param until when what is held would go on
    /// @param title of the first people only
    public record Delivery(
            String channel,
            String state,
            @Nullable String reason,
            @Nullable Instant until,
            @Nullable String title,
            @Nullable String text) {}

    public record Person(String recipient, List<Delivery> deliveries) {}

    /// What it came to.
    ///
    /// @param channels by channel, how many in each state
    /// @param complete false where the time was over before all were met
    public record Sum(
            long recipients,
            Map<String, Map<String, Long>> channels,
            Map<String, Long> reasons,
            boolean complete,
            List<Person> first) {

        public Sum plus(Sum other) {
            Map<String, Map<String, Long>> both = new TreeMap<>();
            List.of(this, other)
                    .forEach(sum -> sum.channels.forEach((channel, counts) ->
                            counts.forEach((state, count) -> both.computeIfAbsent(channel, _ -> new LinkedHashMap<>())
                                    .merge(state, count, Long::sum))));
            Map<String, Long> why = new TreeMap<>(reasons);
            other.reasons.forEach((reason, count) -> why.merge(reason, count, Long::sum));
            TreeMap<String, Person> all = new TreeMap<>(Ids::compare);
            List.of(this, other).forEach(sum -> sum.first.forEach(person -> all.put(person.recipient(), person)));
            List<Person> shown =
                    all.values().stream().limit(ForeseePeople.SHOWN).toList();
            return new Sum(recipients + other.recipients, both, why, complete && other.complete, shown);
        }
    }

    void add(String id, List<Delivery> deliveries) {
        recipients++;
        for (Delivery delivery : deliveries) {
            channels.computeIfAbsent(delivery.channel(), _ -> new TreeMap<>()).merge(delivery.state(), 1L, Long::sum);
            if (delivery.reason() != null) {
                reasons.merge(delivery.reason(), 1L, Long::sum);
            }
        }
        if (first.size() < ForeseePeople.SHOWN || Ids.compare(id, first.lastKey()) < 0) {
            first.put(id, new Person(id, deliveries));
            if (first.size() > ForeseePeople.SHOWN) {
                first.pollLastEntry();
            }
        }
    }

    void cutOff() {
        complete = false;
    }

    public Sum sum() {
        return new Sum(recipients, channels, reasons, complete, List.copyOf(first.values()));
    }
}
