package dev.fanfare.track.dead;

import dev.fanfare.schemas.LetterFilter;
import dev.fanfare.schemas.Names;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/// What a replay or a discard would touch.
///
/// @param count of all that match
/// @param sample the newest of them
record LetterMatches(long count, Map<String, Long> byReason, List<LetterView> sample) {

    private static final int SAMPLE = 5;

    static LetterMatches of(LetterQuery query, Collection<ReadOnlyKeyValueStore<Bytes, byte[]>> stores) {
        List<LetterView> sample =
                new NewestLetters(query, SAMPLE, null).page(List.copyOf(stores)).items();
        Map<String, Long> byReason = FitLetter.isCounted(query.filter())
                ? LetterCounts.of(stores).byReason(query.kind(), query.filter())
                : counted(query, stores);
        return new LetterMatches(sum(byReason), byReason, sample);
    }

    LetterMatches plus(LetterMatches other) {
        Map<String, Long> sums = new TreeMap<>(byReason);
        other.byReason.forEach((reason, count) -> sums.merge(reason, count, Long::sum));
        List<LetterView> both = new ArrayList<>(sample);
        both.addAll(other.sample);
        return new LetterMatches(
                sum(sums),
                sums,
                both.stream()
                        .sorted((one, next) -> next.at().compareTo(one.at()))
                        .limit(SAMPLE)
                        .toList());
    }

    private static Map<String, Long> counted(
            LetterQuery query, Collection<ReadOnlyKeyValueStore<Bytes, byte[]>> stores) {
        Map<String, Long> byReason = new TreeMap<>();
        LetterFilter filter = query.filter();
        for (ReadOnlyKeyValueStore<Bytes, byte[]> store : stores) {
            Bytes first = LetterKeys.head(query.kind(), new byte[0]);
            try (KeyValueIterator<Bytes, byte[]> heads = store.range(first, LetterKeys.end(query.kind()))) {
                while (heads.hasNext()) {
                    KeyValue<Bytes, byte[]> entry = heads.next();
                    LetterRow row = new LetterRow(LetterKeys.placeOf(entry.key), LetterStore.HEAD.decode(entry.value));
                    if (FitLetter.fits(filter, row.head(), row.at())) {
                        byReason.merge(Names.of(row.head().getReason()), 1L, Long::sum);
                    }
                }
            }
        }
        return byReason;
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
