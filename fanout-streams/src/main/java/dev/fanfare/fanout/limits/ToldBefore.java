package dev.fanfare.fanout.limits;

import dev.fanfare.fanout.due.DueKeys;
import dev.fanfare.fanout.due.DueQueue;
import dev.fanfare.fanout.limits.Limits.Cap;
import dev.fanfare.fanout.limits.Limits.Same;
import dev.fanfare.schemas.CountedLimit;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// When the people of one partition were told what their rules limit: a few times for each person and limit, forgotten
/// once nothing depends on them, by whoever looks at what is due.
public final class ToldBefore {

    private static final int MOST = 1_000;
    private static final char BETWEEN = '\n';

    private final DueQueue told;

    public ToldBefore(KeyValueStore<Bytes, byte[]> store) {
        told = new DueQueue(store, DueKeys.TOLD);
    }

    /// Whether the person is told the same that they were told within its time before `at`; what they are told later
    /// than that is no repeat yet.
    public boolean isSame(String recipient, Limits limits, Instant at) {
        Same same = limits.same();
        if (same == null) {
            return false;
        }
        long end = at.toEpochMilli();
        long begin = end - same.within().toMillis();
        return times(recipient, same.key()).anyMatch(time -> time > begin && time <= end);
    }

    /// Whether there would be more than so many in any time of that length, its end in and its beginning out, if the
    /// person was told `at` as well: what is held counts already for when it will be told.
    public boolean isOver(String recipient, Cap cap, Instant at) {
        long per = cap.per().toMillis();
        long moment = at.toEpochMilli();
        long[] times = times(recipient, cap.key())
                .filter(time -> time > moment - per && time < moment + per)
                .sorted()
                .toArray();
        return Arrays.stream(times)
                .map(end -> Math.max(end, moment))
                .distinct()
                .anyMatch(end -> Arrays.stream(times)
                                .filter(time -> time > end - per && time <= end)
                                .count()
                        >= cap.count());
    }

    /// The person is told `at`.
    ///
    /// @param capped when what counts for the cap is told, if it is
    public void tell(String recipient, Limits limits, Optional<Instant> capped, Instant at, Instant now) {
        Same same = limits.same();
        if (same != null) {
            keep(owner(recipient, same.key()), same.within(), at, now);
        }
        Cap cap = limits.cap();
        if (cap != null && capped.isPresent()) {
            keep(owner(recipient, cap.key()), cap.keptFor(), capped.get(), now);
        }
    }

    /// Rules may count together and look back over different times: what is kept lasts for the longest of them, which
    /// stands before the times.
    private void keep(String owner, Duration lookBack, Instant at, Instant now) {
        byte @Nullable [] kept = told.get(owner);
        long longest = Math.max(
                lookBack.toMillis(), kept == null ? 0 : ByteBuffer.wrap(kept).getLong());
        long[] times = LongStream.concat(
                        times(kept).filter(time -> time > now.toEpochMilli() - longest),
                        LongStream.of(at.toEpochMilli()))
                .toArray();
        int from = Math.max(0, times.length - MOST);
        ByteBuffer bytes = ByteBuffer.allocate((1 + times.length - from) * Long.BYTES);
        bytes.asLongBuffer().put(longest).put(times, from, times.length - from);
        long last = Arrays.stream(times).max().orElse(at.toEpochMilli());
        told.set(owner, Instant.ofEpochMilli(last + longest), bytes.array());
    }

    /// The person was not told after all.
    public void takeBack(String recipient, CountedLimit counted) {
        String owner = owner(recipient, counted.getKey());
        byte @Nullable [] kept = told.get(owner);
        List<Long> times = new ArrayList<>(times(kept).boxed().toList());
        if (kept == null || !times.remove((Long) counted.getAt().toEpochMilli())) {
            return;
        }
        if (times.isEmpty()) {
            told.remove(owner);
            return;
        }
        told.replace(owner, bytes(ByteBuffer.wrap(kept).getLong(), times));
    }

    /// The person is told at another time than was thought, which may have been forgotten meanwhile.
    public void move(String recipient, CountedLimit counted, Instant to) {
        String owner = owner(recipient, counted.getKey());
        byte @Nullable [] kept = told.get(owner);
        List<Long> times = new ArrayList<>(times(kept).boxed().toList());
        times.remove((Long) counted.getAt().toEpochMilli());
        times.add(to.toEpochMilli());
        long longest = Math.max(
                counted.getLookBack(), kept == null ? 0 : ByteBuffer.wrap(kept).getLong());
        told.set(owner, Instant.ofEpochMilli(Collections.max(times) + longest), bytes(longest, times));
    }

    private static byte[] bytes(long longest, List<Long> times) {
        ByteBuffer bytes = ByteBuffer.allocate((1 + times.size()) * Long.BYTES);
        bytes.putLong(longest);
        times.forEach(bytes::putLong);
        return bytes.array();
    }

    /// Forgets what this person was told.
    public void forget(String recipient) {
        List<String> owners;
        do {
            owners = told.owners(recipient + BETWEEN, "", MOST);
            owners.forEach(told::remove);
        } while (owners.size() == MOST);
    }

    private LongStream times(String recipient, String key) {
        return times(told.get(owner(recipient, key)));
    }

    private static LongStream times(byte @Nullable [] kept) {
        if (kept == null) {
            return LongStream.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(kept);
        return IntStream.range(1, kept.length / Long.BYTES).mapToLong(n -> bytes.getLong(n * Long.BYTES));
    }

    private static String owner(String recipient, String key) {
        return recipient + BETWEEN + key;
    }
}
