package dev.fanfare.fanout.due;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/// A walk over what waits in one partition's queue, soonest first, for queries; to be closed.
public final class WaitingThings implements Iterator<WaitingThings.Thing>, AutoCloseable {

    private final ReadOnlyKeyValueStore<Bytes, byte[]> store;
    private final DueKeys keys;
    private final KeyValueIterator<Bytes, byte[]> entries;
    private @Nullable KeyValue<Bytes, byte[]> next;

    /// One thing that waits.
    public record Thing(Instant due, String owner, byte[] what) {}

    /// @param behind the time and owner behind which the walk begins, or null for the first
    /// @param until where it ends: what is due then is left out
    public WaitingThings(ReadOnlyKeyValueStore<Bytes, byte[]> store, @Nullable Place behind, Instant until) {
        this(store, DueKeys.WAITING, behind, until);
    }

    /// @param keys those of the queue
    public WaitingThings(
            ReadOnlyKeyValueStore<Bytes, byte[]> store, DueKeys keys, @Nullable Place behind, Instant until) {
        this.store = store;
        this.keys = keys;
        Bytes begin = keys.begin(store);
        Bytes asked = behind == null ? begin : keys.behind(behind.due().toEpochMilli(), behind.owner());
        Bytes from = asked.compareTo(begin) < 0 ? begin : asked;
        Bytes to = keys.from(until.toEpochMilli());
        this.entries = store.range(from.compareTo(to) < 0 ? from : to, to);
    }

    /// What waits for owners whose names begin so, in the order of their names; at most `most`.
    public static List<Thing> named(ReadOnlyKeyValueStore<Bytes, byte[]> store, String beginning, int most) {
        List<Thing> things = new ArrayList<>();
        Bytes last = DueKeys.WAITING.byOwner(beginning + Character.MAX_VALUE);
        try (KeyValueIterator<Bytes, byte[]> named = store.range(DueKeys.WAITING.byOwner(beginning), last)) {
            while (named.hasNext() && things.size() < most) {
                KeyValue<Bytes, byte[]> entry = named.next();
                String owner = DueKeys.nameAt(entry.key);
                Bytes key = DueKeys.WAITING.byTime(owner, entry.value);
                byte[] what = store.get(key);
                if (what != null) {
                    things.add(new Thing(DueKeys.WAITING.due(key), owner, what));
                }
            }
        }
        return things;
    }

    /// A place in the common order of all queues.
    public record Place(Instant due, String owner) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int byTime = due.compareTo(other.due);
            return byTime == 0 ? owner.compareTo(other.owner) : byTime;
        }
    }

    /// Where the next one stands.
    public Place place() {
        Bytes key = peek().key;
        return new Place(keys.due(key), keys.ownerAt(key));
    }

    @Override
    public boolean hasNext() {
        while (next == null && entries.hasNext()) {
            KeyValue<Bytes, byte[]> entry = entries.next();
            if (waits(entry.key)) {
                next = entry;
            }
        }
        return next != null;
    }

    /// Of what was moved while the store was away for long the place before may be left (see [DueQueue]).
    private boolean waits(Bytes key) {
        String owner = keys.ownerAt(key);
        byte[] entry = store.get(keys.byOwner(owner));
        return entry != null && key.equals(keys.byTime(owner, entry));
    }

    private KeyValue<Bytes, byte[]> peek() {
        if (next == null && !hasNext()) {
            throw new NoSuchElementException();
        }
        return Objects.requireNonNull(next);
    }

    @Override
    public Thing next() {
        KeyValue<Bytes, byte[]> entry = peek();
        next = null;
        return new Thing(keys.due(entry.key), keys.ownerAt(entry.key), entry.value);
    }

    @Override
    public void close() {
        entries.close();
    }
}
