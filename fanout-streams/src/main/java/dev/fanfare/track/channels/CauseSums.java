package dev.fanfare.track.channels;

import dev.fanfare.schemas.Channel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/// Counts the causes of failures by ten minutes, for a day; only so many of a channel, the others together.
final class CauseSums {

    private final KeyValueStore<Bytes, byte[]> store;
    private final Map<Channel, List<Cause.Count>> known = new EnumMap<>(Channel.class);
    private long begin = Long.MIN_VALUE;
    /// Nothing stands before it.
    private long first;

    CauseSums(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /// @param now from which the day counts back
    void add(Channel channel, Cause cause, long more, Instant at, Instant now) {
        load(ChannelKeys.floor(at, ChannelKeys.CAUSES), now);
        List<Cause.Count> counts = known.computeIfAbsent(channel, _ -> new ArrayList<>());
        int number = number(counts, cause);
        if (number == counts.size()) {
            Cause counted = number < Cause.MOST ? cause : Cause.OTHERS;
            counts.add(new Cause.Count(counted, 0, at));
        }
        Cause.Count count = counts.get(number).plus(more, at);
        counts.set(number, count);
        store.put(ChannelKeys.cause(begin, channel, number), count.encode());
    }

    /// Behind all that are known where it is not, but the last place is the others'.
    private static int number(List<Cause.Count> counts, Cause cause) {
        for (int number = 0; number < counts.size(); number++) {
            if (counts.get(number).cause().equals(cause)) {
                return number;
            }
        }
        return Math.min(counts.size(), Cause.MOST);
    }

    private void load(long wanted, Instant now) {
        if (wanted == begin) {
            return;
        }
        begin = wanted;
        known.clear();
        for (KeyValue<Bytes, byte[]> entry : between(begin, begin + ChannelKeys.CAUSES)) {
            known.computeIfAbsent(ChannelKeys.channel(entry.key), _ -> new ArrayList<>())
                    .add(Cause.Count.decode(entry.value));
        }
        long gone = ChannelKeys.floor(now.minus(ChannelKeys.DAY), ChannelKeys.CAUSES);
        if (gone > first) {
            between(first, gone).forEach(entry -> store.delete(entry.key));
            first = gone;
        }
    }

    private List<KeyValue<Bytes, byte[]>> between(long from, long to) {
        List<KeyValue<Bytes, byte[]>> found = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> entries = store.range(ChannelKeys.causes(from), ChannelKeys.causes(to))) {
            entries.forEachRemaining(found::add);
        }
        return found;
    }
}
