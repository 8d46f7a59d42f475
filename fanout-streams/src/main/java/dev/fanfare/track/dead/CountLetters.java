package dev.fanfare.track.dead;

import dev.fanfare.schemas.Names;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/// How many letters fit a filter that no kept count answers: of one person's, where one is named, else of those of its
/// time; at most so many are looked at.
///
/// @param complete whether there were no more
record CountLetters(Map<String, Long> byReason, boolean complete) {

    /// Some tenths of a second.
    static final int MOST = 250_000;

    static CountLetters of(LetterQuery query, Collection<ReadOnlyKeyValueStore<Bytes, byte[]>> stores) {
        return of(query, stores, MOST);
    }

    static CountLetters of(LetterQuery query, Collection<ReadOnlyKeyValueStore<Bytes, byte[]>> stores, int most) {
        Map<String, Long> byReason = new TreeMap<>();
        int left = most;
        for (ReadOnlyKeyValueStore<Bytes, byte[]> store : stores) {
            left = query.person().isPresent()
                    ? ofPerson(query, store, byReason, left)
                    : ofTime(query, store, byReason, left);
        }
        return new CountLetters(byReason, left >= 0);
    }

    private static int ofTime(
            LetterQuery query, ReadOnlyKeyValueStore<Bytes, byte[]> store, Map<String, Long> byReason, int most) {
        int left = most;
        Bytes first = query.first();
        Bytes last = query.last();
        if (first.compareTo(last) > 0) {
            return left;
        }
        try (KeyValueIterator<Bytes, byte[]> heads = store.range(first, last)) {
            for (; heads.hasNext() && left >= 0; left--) {
                KeyValue<Bytes, byte[]> entry = heads.next();
                if (left > 0) {
                    count(
                            query,
                            new LetterRow(LetterKeys.placeOf(entry.key), LetterStore.HEAD.decode(entry.value)),
                            byReason);
                }
            }
        }
        return left;
    }

    /// A delivery's id begins with a hash of its person.
    private static int ofPerson(
            LetterQuery query, ReadOnlyKeyValueStore<Bytes, byte[]> store, Map<String, Long> byReason, int most) {
        LetterKeys.Range range =
                LetterKeys.ofHash(DeadLetters.hash(query.person().orElseThrow()));
        List<byte[]> places = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> letters = store.range(range.first(), range.last())) {
            while (letters.hasNext() && places.size() <= most) {
                KeyValue<Bytes, byte[]> entry = letters.next();
                Instant at = Instant.ofEpochMilli(ByteBuffer.wrap(entry.value).getLong());
                places.add(LetterKeys.place(at, LetterKeys.idOf(entry.key)));
            }
        }
        for (byte[] place : places) {
            byte[] head = store.get(LetterKeys.head(query.kind(), place));
            if (head != null) {
                count(query, new LetterRow(place, LetterStore.HEAD.decode(head)), byReason);
            }
        }
        return most - places.size();
    }

    private static void count(LetterQuery query, LetterRow row, Map<String, Long> byReason) {
        if (FitLetter.fits(query.filter(), row.head(), row.at())) {
            byReason.merge(Names.of(row.head().getReason()), 1L, Long::sum);
        }
    }
}
