package dev.fanfare.fanout.people;

import dev.fanfare.schemas.Profile;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/// Reads what one partition knows of its people and audiences; for the walk and for queries alike.
public final class PeopleView {

    private final ReadOnlyKeyValueStore<Bytes, byte[]> store;

    public PeopleView(ReadOnlyKeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /// Empty where nothing is known.
    public Profile profile(String recipient) {
        byte[] bytes = store.get(StoreKeys.profile(recipient));
        return bytes == null ? new Profile(null, null, List.of(), List.of()) : PackedProfile.read(recipient, bytes);
    }

    /// How many members an audience has on this partition.
    public long size(String audience) {
        byte[] size = store.get(StoreKeys.size(audience));
        return size == null ? 0 : ByteBuffer.wrap(size).getLong();
    }

    /// The members of an audience behind this id, in id order; to be closed.
    public PeopleIterator members(String audience, String behind) {
        Bytes all = StoreKeys.member(audience, "");
        Bytes from = StoreKeys.after(StoreKeys.member(audience, behind));
        return PeopleIterator.ofMembers(
                store.range(behind.isEmpty() ? all : from, StoreKeys.afterAll(all)), all.get().length);
    }

    /// Everyone behind this id, in id order; to be closed.
    public PeopleIterator everyone(String behind) {
        Bytes all = StoreKeys.profile("");
        Bytes from = StoreKeys.after(StoreKeys.profile(behind));
        return PeopleIterator.ofProfiles(
                store.range(behind.isEmpty() ? all : from, StoreKeys.afterAll(all)), all.get().length);
    }

    /// How many people live on this partition, counted no further than `most`.
    public long everyoneUpTo(long most) {
        long met = 0;
        try (PeopleIterator all = everyone("")) {
            while (met < most && all.id() != null) {
                all.advance();
                met++;
            }
        }
        return met;
    }

    /// The names of audiences behind this one, in order, at most `most`.
    public List<String> audiences(String behind, int most) {
        Bytes all = StoreKeys.size("");
        Bytes from = behind.isEmpty() ? all : StoreKeys.after(StoreKeys.size(behind));
        List<String> names = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> sizes = store.range(from, StoreKeys.afterAll(all))) {
            while (sizes.hasNext() && names.size() < most) {
                names.add(StoreKeys.rest(sizes.next().key, all.get().length));
            }
        }
        return names;
    }

    /// Whose addresses are told nothing more, behind this id, in order, at most `most`.
    public List<String> suppressed(String behind, int most) {
        Bytes all = StoreKeys.suppressed("");
        Bytes from = behind.isEmpty() ? all : StoreKeys.after(StoreKeys.suppressed(behind));
        List<String> ids = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> found = store.range(from, StoreKeys.afterAll(all))) {
            while (found.hasNext() && ids.size() < most) {
                ids.add(StoreKeys.rest(found.next().key, all.get().length));
            }
        }
        return ids;
    }

    /// Whether a call, rather than the profile, made this person a member.
    public boolean memberByCall(String audience, String recipient) {
        return (sources(audience, recipient) & IndexEntry.BY_CALL) != 0;
    }

    /// Whether the profile names this audience.
    public boolean memberByProfile(String audience, String recipient) {
        return (sources(audience, recipient) & IndexEntry.BY_PROFILE) != 0;
    }

    private int sources(String audience, String recipient) {
        return IndexEntry.sources(store.get(StoreKeys.member(audience, recipient)));
    }
}
