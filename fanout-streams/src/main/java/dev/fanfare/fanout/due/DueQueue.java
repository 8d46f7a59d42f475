package dev.fanfare.fanout.due;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/// Everything that waits, in the order in which it falls due.
///
/// Each waiting thing has one owner key; setting it again replaces it, so a repeat after a crash makes no second timer.
/// Where the first of them stands is kept in mind: what left lies before it in the store for a while as so many
/// tombstones, which a walk from the beginning would pass each time. With each release it is kept in the store as well,
/// for queries and for the next start. It never stands behind the clock: where that is put back, others that share the
/// queue may set what this one would pass.
public final class DueQueue {

    /// Of what is overdue, that are looked at each time for the urgent ones.
    private static final int LOOKED = 1_000;

    private final KeyValueStore<Bytes, byte[]> store;
    private final DueKeys keys;
    /// Nothing stands before it.
    private @Nullable Bytes first;
    /// As it stands in the store.
    private @Nullable Bytes begin;
    /// Nothing stands between the bound of the last [#releaseSince] and it.
    private @Nullable Bytes recent;
    /// That bound.
    private @Nullable Bytes since;
    /// Nothing that is urgent and overdue stands before it.
    private @Nullable Bytes looked;
    /// Whether what was found to be due may not be what waits any more.
    private boolean changed;

    /// Where these queues stand, on disk, with a changelog.
    public static StoreBuilder<KeyValueStore<Bytes, byte[]>> store(String name, DueKeys... queues) {
        return store(Stores.persistentKeyValueStore(name), queues);
    }

    public static StoreBuilder<KeyValueStore<Bytes, byte[]>> store(
            KeyValueBytesStoreSupplier inner, DueKeys... queues) {
        return Stores.keyValueStoreBuilder(WaitingStore.in(inner, List.of(queues)), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled();
    }

    public DueQueue(KeyValueStore<Bytes, byte[]> store) {
        this(store, DueKeys.WAITING);
    }

    public DueQueue(KeyValueStore<Bytes, byte[]> store, DueKeys keys) {
        this.store = store;
        this.keys = keys;
    }

    /// Lets `what` wait until `due` (to the millisecond, 1970 at the earliest), instead of whatever waited for this
    /// owner.
    public void set(String owner, Instant due, byte[] what) {
        set(owner, "", due, what);
    }

    /// @param group by which those of several owners are found
    public void set(String owner, String group, Instant due, byte[] what) {
        remove(owner);
        add(owner, group, due, what);
    }

    /// Likewise for an owner of whom it is known that nothing waits, without a look.
    public void add(String owner, String group, Instant due, byte[] what) {
        Bytes key = keys.byTime(Math.max(0, due.toEpochMilli()), owner, group.getBytes(StandardCharsets.UTF_8));
        store.put(key, what);
        if (key.compareTo(first()) < 0) {
            first = key;
        }
        if (recent != null && key.compareTo(recent) < 0) {
            recent = key;
        }
        if (looked != null && key.compareTo(looked) < 0) {
            looked = key;
        }
        if (key.compareTo(begin()) < 0) {
            begin(key);
        }
    }

    /// Lets something else wait until the same time for an owner for whom something waits.
    public void replace(String owner, byte[] what) {
        Bytes key = find(owner);
        if (key != null) {
            changed = true;
            store.put(key, what);
        }
    }

    /// Where what waits for this owner stands, or null.
    private @Nullable Bytes find(String owner) {
        byte[] entry = store.get(keys.byOwner(owner));
        return entry == null ? null : keys.byTime(owner, entry);
    }

    /// What waits for this owner, or null.
    public byte @Nullable [] get(String owner) {
        Bytes key = find(owner);
        return key == null ? null : store.get(key);
    }

    /// Until when something waits for this owner.
    public Optional<Instant> due(String owner) {
        return Optional.ofNullable(find(owner)).map(keys::due);
    }

    /// Whatever waits for this owner waits no more.
    public void remove(String owner) {
        changed = true;
        Bytes key = find(owner);
        if (key != null) {
            remove(key);
        }
    }

    /// Without a look at what was there, which [KeyValueStore#delete] takes, and without a deletion of nothing, which
    /// goes to the changelog like any other.
    @SuppressWarnings("NullAway") // Kafka's contract: null stands for a deletion
    private void remove(Bytes key) {
        store.put(key, null);
    }

    /// Hands over what is due, the longest due first, at most `most` of it; each is gone from the queue before it is
    /// handed over.
    ///
    /// @return how many were handed over
    public int release(Instant now, int most, BiConsumer<String, byte[]> taker) {
        return handOver(due(now, most), taker);
    }

    /// Likewise what fell due at `since` or later: what has been due for longer stays, for a release of its own.
    public int releaseSince(Instant since, Instant now, int most, BiConsumer<String, byte[]> taker) {
        Bytes bound = keys.from(since.toEpochMilli());
        if (first().compareTo(bound) >= 0) {
            return release(now, most, taker);
        }
        Bytes from = from(bound);
        Found found = find(from, now, most);
        recent = found.next();
        return handOver(found.entries(), taker);
    }

    /// A clock may have been put back: of what lies between the new bound and the one before nothing is known.
    private Bytes from(Bytes bound) {
        if (since != null && bound.compareTo(since) < 0) {
            recent = null;
        }
        since = bound;
        return recent == null || recent.compareTo(bound) < 0 ? bound : recent;
    }

    private int handOver(List<KeyValue<Bytes, byte[]>> due, BiConsumer<String, byte[]> taker) {
        changed = false;
        for (KeyValue<Bytes, byte[]> entry : due) {
            String owner = keys.ownerAt(entry.key);
            if (waits(entry.key, owner)) {
                byte[] what = changed ? store.get(entry.key) : entry.value;
                remove(entry.key);
                taker.accept(owner, what);
            }
        }
        if (!due.isEmpty() && !first().equals(begin())) {
            begin(first());
        }
        return due.size();
    }

    /// Whether what stands there is what waits for its owner. Where it was moved while this store was away for longer
    /// than the changelog keeps deletions, the place before is left, and goes.
    private boolean waits(Bytes key, String owner) {
        Bytes place = find(owner);
        if (key.equals(place)) {
            return true;
        }
        if (store.get(key) != null) {
            byte @Nullable [] what = place == null ? null : store.get(place);
            remove(key); // and with it what finds the owner
            if (place != null && what != null) {
                store.put(place, what);
            }
        }
        return false;
    }

    private List<KeyValue<Bytes, byte[]>> due(Instant now, int most) {
        Found found = find(first(), now, most);
        first = found.next();
        if (first.compareTo(begin()) < 0) {
            begin(first);
        }
        return found.entries();
    }

    private Found find(Bytes from, Instant now, int most) {
        return Found.in(store, from, until(now), most);
    }

    private Bytes until(Instant now) {
        return keys.from(now.toEpochMilli() + 1);
    }

    /// Of what fell due before then, and goes on waiting, at most `most`: what is urgent, as far as it was found, then
    /// what has been due for longest. With each call some more of it is looked at for what is urgent.
    public List<WaitingThings.Thing> overdue(Instant before, int most, Predicate<byte[]> isUrgent) {
        Instant last = before.minusMillis(1);
        Found longest = find(first(), last, most);
        first = longest.entries().isEmpty() ? longest.next() : longest.entries().getFirst().key;
        if (!longest.entries().isEmpty() && !first().equals(begin())) {
            begin(first());
        }
        Map<Bytes, byte[]> found = new LinkedHashMap<>();
        urgent(last, most, isUrgent).forEach(entry -> found.put(entry.key, entry.value));
        longest.entries().forEach(entry -> found.putIfAbsent(entry.key, entry.value));
        return found.entrySet().stream()
                .filter(entry -> waits(entry.getKey(), keys.ownerAt(entry.getKey())))
                .map(entry -> new WaitingThings.Thing(
                        keys.due(entry.getKey()), keys.ownerAt(entry.getKey()), entry.getValue()))
                .limit(most)
                .toList();
    }

    private List<KeyValue<Bytes, byte[]>> urgent(Instant last, int most, Predicate<byte[]> isUrgent) {
        Bytes from = looked == null || looked.compareTo(first()) < 0 ? first() : looked;
        Found found = Found.in(store, from, until(last), LOOKED, most, isUrgent);
        looked = found.next();
        return found.entries();
    }

    /// When the next falls due, or nothing where nothing waits.
    public Optional<Instant> soonest() {
        return next(first());
    }

    /// Whether anything falls due before then.
    public boolean isDueBefore(Instant then) {
        return first().compareTo(keys.from(then.toEpochMilli())) < 0
                && soonest().filter(due -> due.isBefore(then)).isPresent();
    }

    /// When the next falls due of what falls due at `since` or later.
    public Optional<Instant> soonestSince(Instant since) {
        Bytes from = from(keys.from(since.toEpochMilli()));
        return next(from.compareTo(first()) < 0 ? first() : from);
    }

    private Optional<Instant> next(Bytes from) {
        try (KeyValueIterator<Bytes, byte[]> waiting = store.range(from, keys.from(Long.MAX_VALUE))) {
            return waiting.hasNext() ? Optional.of(keys.due(waiting.peekNextKey())) : Optional.empty();
        }
    }

    private Bytes first() {
        if (first == null) {
            first = begin();
        }
        return first;
    }

    private Bytes begin() {
        if (begin == null) {
            begin = keys.begin(store);
        }
        return begin;
    }

    private void begin(Bytes from) {
        begin = from;
        keys.keepBegin(store, from);
    }

    /// Those that wait whose name begins so and stands behind `last`, at most `most`, in the order of their names.
    ///
    /// @param last empty for the first
    public List<String> owners(String beginning, String last, int most) {
        List<String> owners = new ArrayList<>();
        String from = last.isEmpty() ? beginning : last + '\0';
        try (KeyValueIterator<Bytes, byte[]> named =
                store.range(keys.byOwner(from), keys.byOwner(beginning + Character.MAX_VALUE))) {
            while (named.hasNext() && owners.size() < most) {
                owners.add(DueKeys.nameAt(named.next().key));
            }
        }
        return owners;
    }
}
