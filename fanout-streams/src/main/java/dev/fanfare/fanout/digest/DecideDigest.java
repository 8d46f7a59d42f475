package dev.fanfare.fanout.digest;

import dev.fanfare.fanout.decide.CurrentAddress;
import dev.fanfare.fanout.decide.Decide;
import dev.fanfare.fanout.decide.Decision.Tell;
import dev.fanfare.fanout.decide.SecondLook;
import dev.fanfare.fanout.decide.Suppressions;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.DigestEntry;
import dev.fanfare.schemas.DigestHead;
import dev.fanfare.schemas.DigestTarget;
import dev.fanfare.schemas.Profile;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.Recipient;
import dev.fanfare.schemas.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What becomes of a digest that is due: a pure rule over its entries and what is known of the person now.
public final class DecideDigest {

    private final DigestHead head;
    private final Profile profile;
    private final Instant now;
    private final @Nullable Recipient person;

    public DecideDigest(DigestHead head, Profile profile, Instant now) {
        this.head = head;
        this.profile = profile;
        this.now = now;
        this.person = Decide.person(head.getRecipient(), profile);
    }

    /// What one address is told, or why it is not.
    public sealed interface Part {

        /// One message for all these.
        record Together(DigestTarget target, Tell tell, List<DigestEntry> entries) implements Part {}

        /// Each by itself: they are fewer than the rule wants in one message.
        record Singly(DigestTarget target, Tell tell, List<DigestEntry> entries) implements Part {}

        /// Not told.
        record Left(DigestTarget target, SecondLook.End end, List<DigestEntry> entries) implements Part {}
    }

    /// Each delivery of each entry is in one part.
    ///
    /// @param ends why an entry is told no more, whatever the address: its event was cancelled, or its person
    /// erased
    public List<Part> decide(List<DigestEntry> entries, Function<DigestEntry, Optional<SecondLook.End>> ends) {
        List<Part> parts = new ArrayList<>();
        Map<Place, Group> told = new LinkedHashMap<>();
        for (DigestEntry entry : entries) {
            Optional<SecondLook.End> end = ends.apply(entry);
            for (DigestTarget target : entry.getTargets()) {
                if (end.isPresent()) {
                    parts.add(new Part.Left(target, end.get(), List.of(entry)));
                } else {
                    told.computeIfAbsent(Place.of(target), _ -> new Group(target))
                            .add(entry, target);
                }
            }
        }
        Set<Tell> taken = new HashSet<>();
        told.values().forEach(group -> parts.add(part(group.target, group.entries, told.keySet(), taken)));
        return parts;
    }

    /// One address on one channel.
    private record Place(Channel channel, String address) {
        static Place of(DigestTarget target) {
            return new Place(target.getChannel(), target.getAddress());
        }
    }

    /// Those that were to be told there; on the most urgent of their lanes.
    private static final class Group {
        private final List<DigestEntry> entries = new ArrayList<>();
        private DigestTarget target;

        Group(DigestTarget target) {
            this.target = target;
        }

        void add(DigestEntry entry, DigestTarget of) {
            entries.add(entry);
            target = of.getLane().compareTo(target.getLane()) < 0 ? of : target;
        }
    }

    private Part part(DigestTarget target, List<DigestEntry> group, Set<Place> all, Set<Tell> taken) {
        SecondLook look = SecondLook.at(
                new SecondLook.Waited(head.getRecipient(), target.getChannel(), head.getType(), false, null),
                profile,
                now);
        if (look instanceof SecondLook.End end) {
            return new Part.Left(target, end, group);
        }
        Recipient known = person;
        if (known == null) {
            return new Part.Left(target, SecondLook.erased(), group);
        }
        if (Suppressions.isSuppressed(profile, target.getChannel(), target.getAddress())) {
            return new Part.Left(target, SecondLook.suppressed(), group);
        }
        return CurrentAddress.of(target.getChannel(), target.getAddress(), known, profile).stream()
                .filter(tell -> tell.address().equals(target.getAddress())
                        || !all.contains(new Place(tell.channel(), tell.address())))
                .filter(taken::add)
                .findFirst()
                .<Part>map(tell -> group.size() < head.getMin()
                        ? new Part.Singly(target, tell, group)
                        : new Part.Together(target, tell, group))
                .orElseGet(() -> new Part.Left(target, new SecondLook.End(State.SKIPPED, Reason.NO_ADDRESS), group));
    }
}
