package dev.fanfare.fanout.admit;

import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.EventKey;
import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.Rule;
import dev.fanfare.schemas.Slice;
import dev.fanfare.schemas.Template;
import dev.fanfare.schemas.cloudevents.SendAt;
import dev.fanfare.schemas.serde.Codec;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/// What an event would come to if it came now: by the rules and words of this moment, and nothing is written.
public final class ForeseeEvent {

    /// The stores of rules and templates that each instance has.
    public static final String RULES = References.RULES;

    public static final String TEMPLATES = References.TEMPLATES;

    private final ResolveEvent resolve;
    private final Partitioning partitioning;

    /// What it comes to.
    public sealed interface Foreseen {

        /// @param slices by partition
        /// @param at when people would be met
        /// @param sendAt when that is, where it says so; null at once
        /// @param ruleVersion null where it said all for itself
        record Told(
                Map<Integer, Slice> slices,
                Head head,
                Instant at,
                @Nullable Instant sendAt,
                @Nullable Long ruleVersion) implements Foreseen {}

        /// It would be told to nobody.
        ///
        /// @param state FAILED, UNMATCHED or EXPIRED
        record Ends(String state, String reason, String why) implements Foreseen {}
    }

    /// What all of its slices share.
    public record Head(
            String priority,
            String template,
            long templateVersion,
            @Nullable Instant expiresAt) {}

    public ForeseeEvent(
            ReadOnlyKeyValueStore<Bytes, byte[]> rules,
            ReadOnlyKeyValueStore<Bytes, byte[]> templates,
            Codec<Rule> ruleCodec,
            Codec<Template> templateCodec,
            Partitioning partitioning) {
        this.resolve = new ResolveEvent(new References(rules, templates, ruleCodec, templateCodec));
        this.partitioning = partitioning;
    }

    /// Of a series its words are those of an occurrence.
    public Foreseen of(Event event, Instant now) {
        return switch (Due.of(event, null, now)) {
            case Due.AtOnce() -> at(event, now, null);
            case Due.Later later -> at(event, later.sendAt(), later.sendAt());
            case Due.Unfit(var why) -> new Foreseen.Ends("FAILED", Names.of(Reason.UNSUPPORTED), why);
        };
    }

    private Foreseen at(Event event, Instant at, @Nullable Instant sendAt) {
        String key = EventKey.of(event.getSource(), event.getId());
        Arrival arrival = new Arrival(new byte[0], "", partitioning.of(key), 0, at, null);
        Candidate candidate = new Candidate(key, event, arrival, at, false);
        return switch (resolve.resolve(candidate, null)) {
            case Resolution.Resolved resolved -> told(candidate, resolved, at, sendAt);
            case Resolution.NoRule() ->
                new Foreseen.Ends("UNMATCHED", Names.of(Reason.NO_RULE), "no rule for " + event.getType());
            case Resolution.Expired() ->
                new Foreseen.Ends("EXPIRED", Names.of(Reason.EXPIRED), "it would not be worth telling any more");
            case Resolution.Failed(var reason, var why) -> new Foreseen.Ends("FAILED", Names.of(reason), why);
        };
    }

    private Foreseen told(Candidate candidate, Resolution.Resolved resolved, Instant at, @Nullable Instant sendAt) {
        Map<Integer, Slice> slices = new HashMap<>();
        for (Slice slice : SliceByPartition.slice(candidate, resolved, partitioning)) {
            Due.local(candidate.event(), null).map(SendAt.Local::text).ifPresent(slice::setLocalSendAt);
            slice.getPartitions().forEach(partition -> slices.put(partition, slice));
        }
        Head head = new Head(
                Names.of(resolved.priority()),
                resolved.template().getName(),
                resolved.template().getVersion(),
                resolved.expiresAt().orElse(null));
        return new Foreseen.Told(slices, head, at, sendAt, resolved.ruleVersion());
    }
}
