package dev.fanfare.fanout.people;

import dev.fanfare.schemas.Profile;
import java.util.function.BiFunction;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/// Ids in order, each with the profile where the walk already holds it.
public final class PeopleIterator implements AutoCloseable {

    private final KeyValueIterator<Bytes, byte[]> entries;
    private final int prefix;
    private final BiFunction<String, byte[], @Nullable Profile> read;
    private @Nullable String id;
    private @Nullable Profile profile;

    private PeopleIterator(
            KeyValueIterator<Bytes, byte[]> entries, int prefix, BiFunction<String, byte[], @Nullable Profile> read) {
        this.entries = entries;
        this.prefix = prefix;
        this.read = read;
        advance();
    }

    static PeopleIterator ofMembers(KeyValueIterator<Bytes, byte[]> entries, int prefix) {
        return new PeopleIterator(entries, prefix, IndexEntry::profile);
    }

    static PeopleIterator ofProfiles(KeyValueIterator<Bytes, byte[]> entries, int prefix) {
        return new PeopleIterator(entries, prefix, (id, profile) -> PackedProfile.readWalked(id, profile, 0));
    }

    /// The id that stands next, or null at the end.
    public @Nullable String id() {
        return id;
    }

    /// The profile of [#id], where it stands in the walked entry itself.
    public @Nullable Profile profile() {
        return profile;
    }

    /// On to the next; a profile without a recipient is nobody.
    public void advance() {
        id = null;
        profile = null;
        while (id == null && entries.hasNext()) {
            KeyValue<Bytes, byte[]> entry = entries.next();
            String next = StoreKeys.rest(entry.key, prefix);
            profile = read.apply(next, entry.value);
            if (profile == null || profile.getRecipient() != null) {
                id = next;
            }
        }
    }

    @Override
    public void close() {
        entries.close();
    }
}
