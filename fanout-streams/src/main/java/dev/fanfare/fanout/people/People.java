package dev.fanfare.fanout.people;

import dev.fanfare.schemas.Membership;
import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.Preferences;
import dev.fanfare.schemas.Profile;
import dev.fanfare.schemas.PushRegistration;
import dev.fanfare.schemas.Recipient;
import dev.fanfare.schemas.Suppression;
import dev.fanfare.schemas.Topics;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/// Writes what one partition knows of its people, and the index of its audiences; only the task that owns them does.
public final class People {

    /// The store's name.
    public static final String STORE = "people";

    /// Of one person that are remembered as dead, or as registered; the front door takes fewer.
    private static final int ADDRESSES = 200;

    private final KeyValueStore<Bytes, byte[]> store;

    private final PeopleView view;

    private final Unsubscriptions unsubscriptions;

    public People(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
        this.view = new PeopleView(store);
        this.unsubscriptions = new Unsubscriptions(store);
    }

    /// On disk, with a changelog.
    public static StoreBuilder<KeyValueStore<Bytes, byte[]>> store() {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(STORE), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled();
    }

    /// An unsubscription may have been read before the person it is of.
    void keep(Recipient recipient) {
        Profile before = view.profile(recipient.getId());
        change(
                recipient.getId(),
                before,
                new Profile(recipient, before.getPreferences(), before.getSuppressed(), before.getRegistered()));
        if (before.getRecipient() == null) {
            muteUnsubscribed(recipient.getId());
        }
    }

    /// Forgets a person; what is returned are the records that are to be deleted as well.
    OfPerson erase(String recipient) {
        Profile before = view.profile(recipient);
        List<String> given = givenTo(recipient);
        given.forEach(audience -> dismiss(recipient, audience));
        List<String> unsubscribed = unsubscriptions.forgetAll(recipient);
        Stream<String> suppressed = before.getSuppressed().stream().map(Topics::suppressionKey);
        change(recipient, before, new Profile(null, before.getPreferences(), List.of(), List.of()));
        return new OfPerson(
                given, Stream.concat(suppressed, unsubscribed.stream()).toList(), before.getRegistered());
    }

    /// What calls and providers said of a person.
    ///
    /// @param audiences that calls had given
    /// @param suppressed the keys of suppressions, unsubscriptions among them
    record OfPerson(List<String> audiences, List<String> suppressed, List<PushRegistration> registered) {}

    /// An unsubscription becomes a mute among the person's preferences, whatever else is said of these at the same
    /// time; what was rendered before is for the channels.
    ///
    /// @param at when it was written, as the person's preferences say of themselves
    void keep(Suppression suppression, long at) {
        String key = Topics.suppressionKey(suppression);
        String type = suppression.getType();
        if (type != null) {
            String pattern = Names.of(suppression.getChannel()) + ":" + type;
            unsubscriptions.keep(suppression.getRecipient(), key, at, pattern);
            muteUnsubscribed(suppression.getRecipient());
        } else {
            Profile before = view.profile(suppression.getRecipient());
            suppressed(
                    suppression.getRecipient(),
                    before,
                    with(before.getSuppressed(), suppression, other -> Topics.suppressionKey(other)
                            .equals(key)));
        }
    }

    /// Of somebody who is not known there is nothing to mute: who was erased stays so.
    private void muteUnsubscribed(String recipient) {
        Profile before = view.profile(recipient);
        if (before.getRecipient() == null && !recipient.startsWith("mailto:")) {
            return;
        }
        Preferences chosen = before.getPreferences();
        List<String> mutes = chosen == null ? List.of() : chosen.getMute();
        List<String> all = unsubscriptions.with(recipient, mutes);
        if (all.size() > mutes.size()) {
            put(before, new Preferences(recipient, all, chosen == null ? null : chosen.getQuiet()));
        }
    }

    /// The address is told again.
    void lift(String recipient, String key) {
        unsubscriptions.forget(recipient, key);
        Profile before = view.profile(recipient);
        suppressed(
                recipient,
                before,
                before.getSuppressed().stream()
                        .filter(one -> !Topics.suppressionKey(one).equals(key))
                        .toList());
    }

    void keep(PushRegistration registration) {
        Profile before = view.profile(registration.getRecipient());
        String token = registration.getAddress().getToken();
        registered(
                registration.getRecipient(),
                before,
                with(before.getRegistered(), registration, other -> other.getAddress()
                        .getToken()
                        .equals(token)));
    }

    void forgetToken(String recipient, String token) {
        Profile before = view.profile(recipient);
        registered(
                recipient,
                before,
                before.getRegistered().stream()
                        .filter(one -> !one.getAddress().getToken().equals(token))
                        .toList());
    }

    private void suppressed(String recipient, Profile before, List<Suppression> after) {
        change(
                recipient,
                before,
                new Profile(before.getRecipient(), before.getPreferences(), after, before.getRegistered()));
    }

    private void registered(String recipient, Profile before, List<PushRegistration> after) {
        change(
                recipient,
                before,
                new Profile(before.getRecipient(), before.getPreferences(), before.getSuppressed(), after));
    }

    /// In the place of the one that it is like, behind all others; the oldest makes way.
    private static <T> List<T> with(List<T> before, T one, Predicate<T> like) {
        List<T> after = new ArrayList<>(before);
        after.removeIf(like);
        after.add(one);
        return after.subList(Math.max(0, after.size() - ADDRESSES), after.size());
    }

    /// What was unsubscribed later stays muted, whichever was read first.
    ///
    /// @param at when they were written
    void keep(Preferences preferences, long at) {
        String recipient = preferences.getRecipient();
        unsubscriptions.chosen(recipient, at);
        List<String> mutes = unsubscriptions.with(recipient, preferences.getMute());
        put(view.profile(recipient), new Preferences(recipient, mutes, preferences.getQuiet()));
    }

    /// @param at when that was written
    void forgetPreferences(String recipient, long at) {
        Profile before = view.profile(recipient);
        change(
                recipient,
                before,
                new Profile(before.getRecipient(), null, before.getSuppressed(), before.getRegistered()));
        unsubscriptions.chosen(recipient, at);
        muteUnsubscribed(recipient);
    }

    private void put(Profile before, Preferences preferences) {
        change(
                preferences.getRecipient(),
                before,
                new Profile(before.getRecipient(), preferences, before.getSuppressed(), before.getRegistered()));
    }

    void keep(Membership membership) {
        String recipient = membership.getRecipient();
        store.put(StoreKeys.given(recipient, membership.getAudience()), new byte[0]);
        byte[] packed = IndexEntry.pack(view.profile(recipient));
        index(membership.getAudience(), recipient, sources -> sources | IndexEntry.BY_CALL, packed);
    }

    void dismiss(String recipient, String audience) {
        store.put(StoreKeys.given(recipient, audience), null);
        byte[] packed = IndexEntry.pack(view.profile(recipient));
        index(audience, recipient, sources -> sources & ~IndexEntry.BY_CALL, packed);
    }

    private void change(String id, Profile before, Profile after) {
        boolean nobody = after.getRecipient() == null
                && after.getPreferences() == null
                && after.getSuppressed().isEmpty()
                && after.getRegistered().isEmpty();
        store.put(StoreKeys.profile(id), nobody ? null : PackedProfile.write(after));
        if (before.getSuppressed().isEmpty() != after.getSuppressed().isEmpty()) {
            store.put(StoreKeys.suppressed(id), after.getSuppressed().isEmpty() ? null : new byte[0]);
        }
        Set<String> joined = audiences(after);
        byte[] packed = IndexEntry.pack(after);
        for (String left : audiences(before)) {
            if (!joined.contains(left)) {
                index(left, id, sources -> sources & ~IndexEntry.BY_PROFILE, packed);
            }
        }
        joined.forEach(audience -> index(audience, id, sources -> sources | IndexEntry.BY_PROFILE, packed));
        if (before.getRecipient() != null) { // else the entries that calls made say that the profile is to be looked up
            givenTo(id).forEach(audience -> index(audience, id, sources -> sources, packed));
        }
    }

    /// A person is a member while the profile or a call says so.
    private void index(String audience, String recipient, IntUnaryOperator sources, byte[] packed) {
        Bytes key = StoreKeys.member(audience, recipient);
        byte[] before = store.get(key);
        byte[] after = IndexEntry.of(sources.applyAsInt(IndexEntry.sources(before)), packed);
        if (Arrays.equals(before, after)) {
            return;
        }
        store.put(key, after);
        if (before == null || after == null) {
            long size = view.size(audience) + (after == null ? -1 : 1);
            store.put(
                    StoreKeys.size(audience),
                    size == 0
                            ? null
                            : ByteBuffer.allocate(Long.BYTES).putLong(size).array());
        }
    }

    private List<String> givenTo(String recipient) {
        return rests(StoreKeys.given(recipient, ""));
    }

    /// What follows in each key that begins so.
    private List<String> rests(Bytes prefix) {
        List<String> rests = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> some = store.range(prefix, StoreKeys.afterAll(prefix))) {
            while (some.hasNext()) {
                KeyValue<Bytes, byte[]> entry = some.next();
                rests.add(StoreKeys.rest(entry.key, prefix.get().length));
            }
        }
        return rests;
    }

    private static Set<String> audiences(Profile profile) {
        return profile.getRecipient() == null
                ? Set.of()
                : new TreeSet<>(profile.getRecipient().getAudiences());
    }
}
