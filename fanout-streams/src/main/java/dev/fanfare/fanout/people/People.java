package dev.fanfare.fanout.people;

import dev.fanfare.schemas.Membership;
import dev.fanfare.schemas.Preferences;
import dev.fanfare.schemas.Profile;
import dev.fanfare.schemas.Recipient;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/// Writes what one partition knows of its people, and the index of its audiences; only the task that owns them does.
public final class People {

    /// The store's name.
    public static final String STORE = "people";

    static final byte BY_PROFILE = 1;
    static final byte BY_CALL = 2;

    private final KeyValueStore<Bytes, byte[]> store;

    private final PeopleView view;

    public People(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
        this.view = new PeopleView(store);
    }

    /// On disk, with a changelog.
    public static StoreBuilder<KeyValueStore<Bytes, byte[]>> store() {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(STORE), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled();
    }

    void keep(Recipient recipient) {
        Profile before = view.profile(recipient.getId());
        put(recipient.getId(), recipient, before.getPreferences());
        reindex(recipient.getId(), audiences(before), Set.copyOf(recipient.getAudiences()));
    }

    /// Forgets a person; the audiences that calls had given are returned, whose records are to be deleted as well.
    List<String> erase(String recipient) {
        Profile before = view.profile(recipient);
        put(recipient, null, before.getPreferences());
        reindex(recipient, audiences(before), Set.of());
        List<String> given = givenTo(recipient);
        given.forEach(audience -> dismiss(recipient, audience));
        return given;
    }

    void keep(Preferences preferences) {
        put(preferences.getRecipient(), view.profile(preferences.getRecipient()).getRecipient(), preferences);
    }

    void forgetPreferences(String recipient) {
        put(recipient, view.profile(recipient).getRecipient(), null);
    }

    void keep(Membership membership) {
        store.put(StoreKeys.given(membership.getRecipient(), membership.getAudience()), new byte[0]);
        mark(membership.getAudience(), membership.getRecipient(), BY_CALL, true);
    }

    void dismiss(String recipient, String audience) {
        store.put(StoreKeys.given(recipient, audience), null);
        mark(audience, recipient, BY_CALL, false);
    }

    private void put(String id, @Nullable Recipient recipient, @Nullable Preferences preferences) {
        Profile profile = new Profile(recipient, preferences);
        store.put(
                StoreKeys.profile(id),
                recipient == null && preferences == null ? null : PeopleView.PROFILES.encode(profile));
    }

    private void reindex(String recipient, Set<String> before, Set<String> after) {
        before.stream()
                .filter(audience -> !after.contains(audience))
                .forEach(left -> mark(left, recipient, BY_PROFILE, false));
        after.stream()
                .filter(audience -> !before.contains(audience))
                .forEach(joined -> mark(joined, recipient, BY_PROFILE, true));
    }

    /// A person is a member while the profile or a call says so.
    private void mark(String audience, String recipient, byte source, boolean member) {
        Bytes key = StoreKeys.member(audience, recipient);
        byte[] marks = store.get(key);
        int before = marks == null ? 0 : marks[0];
        int after = member ? before | source : before & ~source;
        if (after == before) {
            return;
        }
        store.put(key, after == 0 ? null : new byte[] {(byte) after});
        if (before == 0 || after == 0) {
            long size = view.size(audience) + (after == 0 ? -1 : 1);
            store.put(
                    StoreKeys.size(audience),
                    size == 0
                            ? null
                            : ByteBuffer.allocate(Long.BYTES).putLong(size).array());
        }
    }

    private List<String> givenTo(String recipient) {
        Bytes prefix = StoreKeys.given(recipient, "");
        List<String> audiences = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> given = store.range(prefix, StoreKeys.afterAll(prefix))) {
            while (given.hasNext()) {
                KeyValue<Bytes, byte[]> entry = given.next();
                audiences.add(StoreKeys.rest(entry.key, prefix.get().length));
            }
        }
        return audiences;
    }

    private static Set<String> audiences(Profile profile) {
        return profile.getRecipient() == null
                ? Set.of()
                : new TreeSet<>(profile.getRecipient().getAudiences());
    }
}
