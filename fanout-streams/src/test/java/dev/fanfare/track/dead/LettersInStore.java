package dev.fanfare.track.dead;

import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.streams.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/// Lets tests of the topology ask the store of dead letters what callers would.
public final class LettersInStore {

    public static final String NAME = LetterStore.NAME;

    private LettersInStore() {}

    /// A letter as a list shows it.
    public record Seen(String id, String channel, String reason, String recipient, int replay, boolean replayable) {}

    /// All pages of the list with this query, each of `limit`.
    public static List<Seen> list(KeyValueStore<Bytes, byte[]> store, Map<String, String> query, int limit) {
        List<Seen> seen = new ArrayList<>();
        String cursor = null;
        do {
            Page<LetterView> page =
                    new NewestLetters(LetterQuery.of(query, Set.of()), limit, cursor).page(List.of(store));
            page.items()
                    .forEach(item -> seen.add(new Seen(
                            item.id(),
                            item.channel(),
                            item.reason(),
                            String.valueOf(item.recipient()),
                            item.replay(),
                            item.replayable())));
            cursor = page.next();
        } while (cursor != null);
        return seen;
    }

    /// Counts by channel and reason.
    public static Map<String, Map<String, Long>> counts(KeyValueStore<Bytes, byte[]> store) {
        return LetterCounts.of(List.of(store)).channels();
    }

    /// What a dry run says with this query.
    public static Map<String, Long> matching(KeyValueStore<Bytes, byte[]> store, Map<String, String> query) {
        LetterMatches matches = LetterMatches.of(LetterQuery.of(query, Set.of()), List.of(store));
        return matches.byReason();
    }

    /// What is counted with this query where only so many may be looked at, and whether that was all.
    public static Map.Entry<Map<String, Long>, Boolean> counted(
            KeyValueStore<Bytes, byte[]> store, Map<String, String> query, int most) {
        CountLetters count = CountLetters.of(LetterQuery.of(query, Set.of()), List.of(store), most);
        return Map.entry(count.byReason(), count.complete());
    }

    public static boolean knows(KeyValueStore<Bytes, byte[]> store, String delivery) {
        return delivery.length() == DeliveryId.LENGTH
                && LetterStore.find(store, LetterId.ofDelivery(delivery)).isPresent();
    }

    /// Entries of every kind.
    public static int size(KeyValueStore<Bytes, byte[]> store) {
        int size = 0;
        try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
            for (; all.hasNext(); size++) {
                all.next();
            }
        }
        return size;
    }
}
