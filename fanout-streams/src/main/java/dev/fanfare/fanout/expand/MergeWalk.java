package dev.fanfare.fanout.expand;

import dev.fanfare.fanout.people.PeopleIterator;
import dev.fanfare.fanout.people.PeopleView;
import dev.fanfare.schemas.Ids;
import dev.fanfare.schemas.Profile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One walk in id order over all of a slice's audiences and named recipients at once, so that each person is met once.
final class MergeWalk implements AutoCloseable {

    /// The audience of all recipients.
    static final String EVERYONE = "everyone";

    private final PeopleView people;
    private final List<PeopleIterator> audiences = new ArrayList<>();
    private final List<String> named;
    private int nextNamed;

    /// A person of the walk.
    record Met(String id, Profile profile) {}

    /// @param named in id order, each once
    /// @param behind the id after which the walk goes on; empty to begin
    MergeWalk(PeopleView people, List<String> audiences, List<String> named, String behind) {
        this.people = people;
        this.named = named;
        int found = behind.isEmpty() ? -1 : Collections.binarySearch(named, behind, Ids::compare);
        this.nextNamed = found < 0 ? -found - 1 : found + 1;
        for (String audience : audiences) {
            this.audiences.add(audience.equals(EVERYONE) ? people.everyone(behind) : people.members(audience, behind));
        }
    }

    /// Whether nobody is left.
    boolean atEnd() {
        return least() == null;
    }

    /// The next person, or null at the end.
    @Nullable
    Met next() {
        String id = least();
        return id == null ? null : new Met(id, take(id));
    }

    private @Nullable String least() {
        String least = nextNamed < named.size() ? named.get(nextNamed) : null;
        for (PeopleIterator audience : audiences) {
            String id = audience.id();
            if (id != null && (least == null || Ids.compare(id, least) < 0)) {
                least = id;
            }
        }
        return least;
    }

    /// Moves all that stand at this id on; the profile comes from the walk where it holds it, else from a look-up.
    private Profile take(String id) {
        Profile profile = null;
        if (nextNamed < named.size() && named.get(nextNamed).equals(id)) {
            nextNamed++;
        }
        for (PeopleIterator audience : audiences) {
            if (id.equals(audience.id())) {
                profile = profile == null ? audience.profile() : profile;
                audience.advance();
            }
        }
        return profile == null ? people.profile(id) : profile;
    }

    @Override
    public void close() {
        audiences.forEach(PeopleIterator::close);
    }
}
