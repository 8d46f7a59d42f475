package dev.fanfare.track.dead;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/// What a replay or a discard would touch.
///
/// @param count of all that match, or, where it is not complete, of those among the heads that were looked at
/// @param complete whether all were counted
/// @param sample the newest of them
record LetterMatches(long count, Map<String, Long> byReason, boolean complete, List<LetterView> sample) {

    private static final int SAMPLE = 5;

    static LetterMatches of(LetterQuery query, Collection<ReadOnlyKeyValueStore<Bytes, byte[]>> stores) {
        List<LetterView> sample =
                new NewestLetters(query, SAMPLE, null).page(List.copyOf(stores)).items();
        if (FitLetter.isCounted(query.filter())) {
            Map<String, Long> byReason = LetterCounts.of(stores).byReason(query.kind(), query.filter());
            return new LetterMatches(sum(byReason), byReason, true, sample);
        }
        CountLetters count = CountLetters.of(query, stores);
        return new LetterMatches(sum(count.byReason()), count.byReason(), count.complete(), sample);
    }

    LetterMatches plus(LetterMatches other) {
        Map<String, Long> sums = new TreeMap<>(byReason);
        other.byReason.forEach((reason, count) -> sums.merge(reason, count, Long::sum));
        List<LetterView> both = new ArrayList<>(sample);
        both.addAll(other.sample);
        return new LetterMatches(
                sum(sums),
                sums,
                complete && other.complete,
                both.stream()
                        .sorted((one, next) -> next.at().compareTo(one.at()))
                        .limit(SAMPLE)
                        .toList());
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
