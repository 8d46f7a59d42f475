package dev.fanfare.track.dead;

import dev.fanfare.schemas.LetterFilter;
import dev.fanfare.schemas.Names;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/// How many dead letters there are, by channel and reason; kept as counts, never scanned for.
///
/// @param total of all
record LetterCounts(long total, Map<String, Map<String, Long>> channels) {

    static LetterCounts of(Collection<ReadOnlyKeyValueStore<Bytes, byte[]>> stores) {
        Map<String, Map<String, Long>> channels = new TreeMap<>();
        LetterKeys.Range all = LetterKeys.counts();
        for (ReadOnlyKeyValueStore<Bytes, byte[]> store : stores) {
            try (KeyValueIterator<Bytes, byte[]> counts = store.range(all.first(), all.last())) {
                while (counts.hasNext()) {
                    KeyValue<Bytes, byte[]> entry = counts.next();
                    String[] names = LetterKeys.counted(entry.key);
                    channels.computeIfAbsent(names[0], _ -> new TreeMap<>())
                            .merge(names[1], ByteBuffer.wrap(entry.value).getLong(), Long::sum);
                }
            }
        }
        return of(channels);
    }

    private static LetterCounts of(Map<String, Map<String, Long>> channels) {
        long total = channels.values().stream()
                .flatMap(reasons -> reasons.values().stream())
                .mapToLong(Long::longValue)
                .sum();
        return new LetterCounts(total, channels);
    }

    LetterCounts plus(LetterCounts other) {
        Map<String, Map<String, Long>> sum = new TreeMap<>();
        for (LetterCounts one : new LetterCounts[] {this, other}) {
            one.channels.forEach((channel, reasons) -> reasons.forEach((reason, count) ->
                    sum.computeIfAbsent(channel, _ -> new TreeMap<>()).merge(reason, count, Long::sum)));
        }
        return of(sum);
    }

    /// By reason, of a filter that names nothing but channel and reason.
    Map<String, Long> byReason(LetterKind kind, LetterFilter filter) {
        Map<String, Long> byReason = new TreeMap<>();
        channels.forEach((channel, reasons) -> {
            boolean isOurs = filter.getChannel() == null
                    ? channel.equals(LetterStore.EVENTS) == (kind == LetterKind.BURIED)
                    : channel.equals(Names.of(filter.getChannel()));
            if (isOurs) {
                reasons.forEach((reason, count) -> {
                    if (filter.getReason() == null || reason.equals(Names.of(filter.getReason()))) {
                        byReason.merge(reason, count, Long::sum);
                    }
                });
            }
        });
        return byReason;
    }
}
