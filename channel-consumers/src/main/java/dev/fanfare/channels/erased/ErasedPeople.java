package dev.fanfare.channels.erased;

import dev.fanfare.schemas.Retention;
import dev.fanfare.schemas.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Who was erased, and when, by 64 bits of a hash of the id: what was accepted for them before is not sent.
public final class ErasedPeople {

    private static final long REMEMBERED = Retention.ERASURES.toMillis();
    private static final long STEP = Duration.ofDays(10).toMillis();

    private final Map<Long, Long> times = new ConcurrentHashMap<>();
    private long newest;
    private long lastForgot;

    /// One thread calls it. What is older than a year and a day, by the newest erasure's time, is forgotten within
    /// ten days.
    void add(String recipient, Instant at) {
        long time = at.toEpochMilli();
        newest = Math.max(newest, time);
        if (time >= newest - REMEMBERED) {
            times.merge(hash(recipient), time, Math::max);
        }
        if (newest - lastForgot > STEP) {
            lastForgot = newest;
            times.values().removeIf(old -> old < newest - REMEMBERED);
        }
    }

    int size() {
        return times.size();
    }

    /// Whether this person was erased after this was accepted.
    public boolean isErased(String recipient, Instant acceptedAt) {
        if (times.isEmpty()) {
            return false;
        }
        Long time = times.get(hash(recipient));
        return time != null && acceptedAt.toEpochMilli() < time;
    }

    private static long hash(String recipient) {
        return ByteBuffer.wrap(Sha256.of(recipient.getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }
}
