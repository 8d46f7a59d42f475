package dev.fanfare.channels.erased;

import dev.fanfare.schemas.ErasedPeople;
import dev.fanfare.schemas.ErasedPeople.Mark;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Who was erased, in memory, by 64 bits of the hash. One thread changes it, any may ask.
final class MarksInMemory implements ErasedPeople.Marks {

    private static final int DIGITS = 16;

    private final Map<Long, Long> times = new ConcurrentHashMap<>();
    private final TreeSet<Erased> order =
            new TreeSet<>(Comparator.comparingLong(Erased::at).thenComparingLong(Erased::hash));
    private volatile @Nullable Instant latest;

    private record Erased(long hash, long at) {}

    @Override
    public @Nullable Instant of(String hash) {
        Long time = times.get(bits(hash));
        return time == null ? null : Instant.ofEpochMilli(time);
    }

    @Override
    public @Nullable Instant latest() {
        return latest;
    }

    @Override
    public void put(String hash, Instant at) {
        times.put(bits(hash), at.toEpochMilli());
        order.add(new Erased(bits(hash), at.toEpochMilli()));
        Instant before = latest;
        if (before == null || before.isBefore(at)) {
            latest = at;
        }
    }

    @Override
    public void forget(String hash, Instant at) {
        times.remove(bits(hash));
        order.remove(new Erased(bits(hash), at.toEpochMilli()));
    }

    @Override
    public List<Mark> before(Instant time, int most) {
        return order.headSet(new Erased(Long.MIN_VALUE, time.toEpochMilli())).stream()
                .limit(most)
                .map(old -> new Mark(HexFormat.of().toHexDigits(old.hash()), Instant.ofEpochMilli(old.at())))
                .toList();
    }

    int size() {
        return times.size();
    }

    private static long bits(String hash) {
        return Long.parseUnsignedLong(hash, 0, DIGITS, 16);
    }
}
