package dev.fanfare.fanout.digest;

import dev.fanfare.fanout.decide.CurrentAddress;
import dev.fanfare.fanout.decide.Decide;
import dev.fanfare.fanout.decide.Decision.Tell;
import dev.fanfare.fanout.decide.SecondLook;
import dev.fanfare.fanout.decide.Suppressions;
import dev.fanfare.fanout.digest.Places.Place;
import dev.fanfare.schemas.DigestEntry;
import dev.fanfare.schemas.DigestHead;
import dev.fanfare.schemas.DigestTarget;
import dev.fanfare.schemas.Profile;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.Recipient;
import dev.fanfare.schemas.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        ///
        /// @param target of which its id is made
        record Together(DigestTarget target, Tell tell, List<Meant> those) implements Part {
            List<DigestEntry> entries() {
                return those.stream().map(Meant::entry).toList();
            }
        }

        /// Each by itself: they are fewer than the rule wants in one message.
        record Singly(Tell tell, List<Meant> those) implements Part {}

        /// Not told.
        record Left(SecondLook.End end, List<Meant> those) implements Part {}
    }

    /// Each delivery of each entry is in one part.
    ///
    /// @param ends why an entry is told no more, whatever the address: its event was cancelled, or its person
    /// erased
    public List<Part> decide(List<DigestEntry> entries, Function<DigestEntry, Optional<SecondLook.End>> ends) {
        List<Part> parts = new ArrayList<>();
        Map<Place, List<Meant>> meant = new LinkedHashMap<>();
        for (int number = 0; number < entries.size(); number++) {
            DigestEntry entry = entries.get(number);
            Optional<SecondLook.End> end = ends.apply(entry);
            for (DigestTarget target : entry.getTargets()) {
                Meant each = new Meant(number, entry, target);
                if (end.isPresent()) {
                    parts.add(new Part.Left(end.get(), List.of(each)));
                } else {
                    meant.computeIfAbsent(new Place(target.getChannel(), target.getAddress()), _ -> new ArrayList<>())
                            .add(each);
                }
            }
        }
        tell(meant, parts);
        return parts;
    }

    /// Those that are told where they were meant to be come first; those whose place is gone join them.
    private void tell(Map<Place, List<Meant>> meant, List<Part> parts) {
        List<Going> inOrder = new ArrayList<>();
        List<Going> moved = new ArrayList<>();
        meant.forEach((place, those) -> {
            Optional<SecondLook.End> end = end(place);
            if (end.isPresent()) {
                parts.add(new Part.Left(end.get(), those));
                return;
            }
            Going going = new Going(those, where(place));
            (going.isAt(place) ? inOrder : moved).add(going);
        });
        inOrder.addAll(moved);
        Places places = new Places();
        for (Going each : inOrder) {
            List<Meant> left = places.put(each.those(), each.where());
            if (!left.isEmpty()) {
                parts.add(new Part.Left(new SecondLook.End(State.SKIPPED, Reason.NO_ADDRESS), left));
            }
        }
        places.groups().forEach(group -> parts.add(part(group)));
    }

    /// Those that were meant for one place, and the places that there are for them now.
    private record Going(List<Meant> those, List<Tell> where) {
        boolean isAt(Place place) {
            return where.stream().anyMatch(tell -> tell.address().equals(place.address()));
        }
    }

    private Part part(Places.Group group) {
        List<Meant> those = group.those();
        return those.size() < head.getMin()
                ? new Part.Singly(group.tell(), those)
                : new Part.Together(group.target(), group.tell(), those);
    }

    private List<Tell> where(Place place) {
        return person == null ? List.of() : CurrentAddress.of(place.channel(), place.address(), person, profile);
    }

    /// Why nothing is told that was meant for this place.
    private Optional<SecondLook.End> end(Place place) {
        SecondLook look = SecondLook.at(
                new SecondLook.Waited(head.getRecipient(), place.channel(), head.getType(), false, null), profile, now);
        if (look instanceof SecondLook.End end) {
            return Optional.of(end);
        }
        if (person == null) {
            return Optional.of(SecondLook.erased());
        }
        return Suppressions.isSuppressed(profile, place.channel(), place.address())
                ? Optional.of(SecondLook.suppressed())
                : Optional.empty();
    }
}
