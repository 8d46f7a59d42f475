package dev.fanfare.track.analytics;

import dev.fanfare.schemas.DaySum;
import dev.fanfare.schemas.serde.StoreCodec;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/// One partition's sums, with those of the days that are added to kept decoded.
///
/// Whoever begins a day takes away those that are too old: no timer is needed.
final class DayStore {

    /// What is behind so many types and channels of a day is summed under one name.
    private static final int SUMS_MOST = 2_000;

    private static final String OTHERS = "others";
    private static final int DAYS_KEPT = 2;
    private static final StoreCodec<DaySum> SUM = StoreCodec.of(DaySum.class);

    private final KeyValueStore<Bytes, byte[]> store;
    /// The one that was asked for longest ago goes first.
    private final Map<LocalDate, Map<DayKey, DaySum>> known = new LinkedHashMap<>(8, 0.75f, true);
    private LocalDate first = LocalDate.EPOCH;

    DayStore(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /// @param oldest days before it go
    void change(DayKey wanted, LocalDate oldest, Consumer<DaySum> how) {
        Map<DayKey, DaySum> ofDay = ofDay(wanted.day(), oldest);
        DayKey key = ofDay.containsKey(wanted) || ofDay.size() < SUMS_MOST
                ? wanted
                : new DayKey(wanted.day(), wanted.channel(), OTHERS);
        DaySum sum = ofDay.computeIfAbsent(key, _ -> DaySum.newBuilder().build());
        how.accept(sum);
        store.put(key.bytes(), SUM.encode(sum));
    }

    private Map<DayKey, DaySum> ofDay(LocalDate day, LocalDate oldest) {
        Map<DayKey, DaySum> found = known.get(day);
        if (found != null) {
            return found;
        }
        if (oldest.isAfter(first)) {
            List<Bytes> gone = new ArrayList<>();
            walk(store, first, oldest.minusDays(1), entry -> gone.add(entry.key));
            gone.forEach(store::delete);
            first = oldest;
        }
        if (known.size() >= DAYS_KEPT) {
            known.remove(known.keySet().iterator().next());
        }
        Map<DayKey, DaySum> loaded = new HashMap<>();
        read(store, day, day, loaded::put);
        known.put(day, loaded);
        return loaded;
    }

    /// Both days are in it.
    static void read(
            ReadOnlyKeyValueStore<Bytes, byte[]> store, LocalDate from, LocalDate to, BiConsumer<DayKey, DaySum> each) {
        walk(store, from, to, entry -> each.accept(DayKey.read(entry.key), SUM.decode(entry.value)));
    }

    private static void walk(
            ReadOnlyKeyValueStore<Bytes, byte[]> store,
            LocalDate from,
            LocalDate to,
            Consumer<KeyValue<Bytes, byte[]>> each) {
        try (KeyValueIterator<Bytes, byte[]> sums = store.range(DayKey.begin(from), DayKey.begin(to.plusDays(1)))) {
            sums.forEachRemaining(each);
        }
    }
}
