package dev.fanfare.track.channels;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Keeps slots of ten seconds, which become minutes when they are over for two, and go when they are for a day.
///
/// No timer is needed: whoever begins a slot tidies, and old ones that nothing follows are not asked for.
final class SlotSums {

    private static final Duration FINE = Duration.ofMinutes(2);

    private final KeyValueStore<Bytes, byte[]> store;
    private @Nullable Slot current;
    private Bytes key = ChannelKeys.slot(Long.MIN_VALUE);
    private long begin = Long.MIN_VALUE;
    /// Nothing stands before it.
    private long first;
    /// Whole minutes stand before it.
    private long whole;

    SlotSums(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /// That of a time, to be added to.
    ///
    /// @param now from which the day counts back
    Slot at(Instant time, Instant now) {
        if (current == null || beginOf(time) != begin) {
            tidy(now);
            begin = beginOf(time);
            key = ChannelKeys.slot(begin);
            current = Slot.decode(store.get(key));
        }
        return current;
    }

    /// Keeps what was added to the slot that was asked for last.
    void keep() {
        if (current != null) {
            store.put(key, current.encode());
        }
    }

    private long beginOf(Instant time) {
        return ChannelKeys.floor(time, time.toEpochMilli() < whole ? ChannelKeys.MINUTE : ChannelKeys.SLOT);
    }

    private void tidy(Instant now) {
        long gone = ChannelKeys.floor(now.minus(ChannelKeys.DAY), ChannelKeys.MINUTE);
        if (gone > first) {
            between(first, gone).forEach(entry -> store.delete(entry.key));
            first = gone;
        }
        long over = ChannelKeys.floor(now.minus(FINE), ChannelKeys.MINUTE);
        if (over > whole) {
            between(Math.max(first, whole), over).forEach(this::intoItsMinute);
            whole = over;
        }
    }

    private void intoItsMinute(KeyValue<Bytes, byte[]> entry) {
        long time = ChannelKeys.begin(entry.key);
        long minute = ChannelKeys.floor(Instant.ofEpochMilli(time), ChannelKeys.MINUTE);
        if (minute != time) {
            Slot sum = Slot.decode(store.get(ChannelKeys.slot(minute)));
            sum.add(Slot.decode(entry.value));
            store.put(ChannelKeys.slot(minute), sum.encode());
            store.delete(entry.key);
        }
    }

    private List<KeyValue<Bytes, byte[]>> between(long from, long to) {
        List<KeyValue<Bytes, byte[]>> found = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> entries = store.range(ChannelKeys.slot(from), ChannelKeys.slot(to - 1))) {
            entries.forEachRemaining(found::add);
        }
        return found;
    }
}
