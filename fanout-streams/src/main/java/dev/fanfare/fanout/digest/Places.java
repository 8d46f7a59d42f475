package dev.fanfare.fanout.digest;

import dev.fanfare.fanout.decide.Decision.Tell;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.DigestTarget;
import dev.fanfare.schemas.Lane;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Where a digest's entries are told by now, whatever places they were meant for: each place once, and no entry twice
/// at any.
final class Places {

    private final Map<Place, Group> told = new LinkedHashMap<>();

    /// One address on one channel.
    record Place(Channel channel, String address) {}

    /// Puts those that were meant for one place to the first at which none of them is told yet.
    ///
    /// @param where the places that the person has now
    /// @return those for which there is none
    List<Meant> put(List<Meant> those, List<Tell> where) {
        if (where.isEmpty()) {
            return those;
        }
        Tell tell = where.stream()
                .filter(each -> isFree(told.get(at(each)), those))
                .findFirst()
                .orElse(where.getFirst());
        return told.computeIfAbsent(
                        at(tell), _ -> new Group(tell, those.getFirst().target()))
                .add(those);
    }

    private static boolean isFree(@Nullable Group group, List<Meant> those) {
        return group == null || group.hasNoneOf(those);
    }

    private static Place at(Tell tell) {
        return new Place(tell.channel(), tell.address());
    }

    Collection<Group> groups() {
        return told.values();
    }

    /// Those that are told at one place, in the order in which they came.
    static final class Group {
        private final SortedMap<Integer, Meant> those = new TreeMap<>();
        private final Tell tell;
        private final DigestTarget first;

        Group(Tell tell, DigestTarget first) {
            this.tell = tell;
            this.first = first;
        }

        boolean hasNoneOf(List<Meant> others) {
            return others.stream().noneMatch(each -> those.containsKey(each.number()));
        }

        /// @return those that are here already
        List<Meant> add(List<Meant> others) {
            return others.stream()
                    .filter(each -> those.putIfAbsent(each.number(), each) != null)
                    .toList();
        }

        Tell tell() {
            return tell;
        }

        List<Meant> those() {
            return new ArrayList<>(those.values());
        }

        /// Of which the id is made, on the most urgent of their lanes.
        DigestTarget target() {
            Lane lane = first.getLane();
            for (Meant each : those.values()) {
                Lane other = each.target().getLane();
                lane = other.compareTo(lane) < 0 ? other : lane;
            }
            return new DigestTarget(first.getChannel(), first.getAddress(), lane);
        }
    }
}
