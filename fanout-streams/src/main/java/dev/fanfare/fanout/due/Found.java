package dev.fanfare.fanout.due;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/// What stands first in a stretch of a queue.
///
/// @param next nothing else stands between where the stretch begins and it
record Found(List<KeyValue<Bytes, byte[]>> entries, Bytes next) {

    /// What is read into memory at once, beside the last thing.
    private static final int BYTES_MOST = 4 * 1024 * 1024;

    /// @param until left out itself
    static Found in(KeyValueStore<Bytes, byte[]> store, Bytes from, Bytes until, int most) {
        return in(store, from, until, most, most, _ -> true);
    }

    /// Of at most `looked` things those that match, until there are `most`.
    static Found in(
            KeyValueStore<Bytes, byte[]> store,
            Bytes from,
            Bytes until,
            int looked,
            int most,
            Predicate<byte[]> matches) {
        List<KeyValue<Bytes, byte[]>> entries = new ArrayList<>();
        if (from.compareTo(until) >= 0) {
            return new Found(entries, until);
        }
        int bytes = 0;
        try (KeyValueIterator<Bytes, byte[]> waiting = store.range(from, until)) {
            for (int left = looked; left > 0 && entries.size() < most && bytes < BYTES_MOST; left--) {
                if (!waiting.hasNext()) {
                    break;
                }
                KeyValue<Bytes, byte[]> entry = waiting.next();
                bytes += entry.value.length;
                if (matches.test(entry.value)) {
                    entries.add(entry);
                }
            }
            return new Found(entries, waiting.hasNext() ? waiting.peekNextKey() : until);
        }
    }
}
