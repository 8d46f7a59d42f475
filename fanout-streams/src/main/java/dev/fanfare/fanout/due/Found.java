package dev.fanfare.fanout.due;

import java.util.ArrayList;
import java.util.List;
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
        List<KeyValue<Bytes, byte[]>> entries = new ArrayList<>();
        if (from.compareTo(until) >= 0) {
            return new Found(entries, until);
        }
        int bytes = 0;
        try (KeyValueIterator<Bytes, byte[]> waiting = store.range(from, until)) {
            while (waiting.hasNext() && entries.size() < most && bytes < BYTES_MOST) {
                KeyValue<Bytes, byte[]> entry = waiting.next();
                bytes += entry.value.length;
                entries.add(entry);
            }
            return new Found(entries, waiting.hasNext() ? waiting.peekNextKey() : until);
        }
    }
}
