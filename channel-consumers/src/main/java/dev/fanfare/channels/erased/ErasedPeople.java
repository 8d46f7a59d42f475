package dev.fanfare.channels.erased;

import dev.fanfare.schemas.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Who was erased, and when, by 64 bits of a hash of the id: what was accepted for them before is not sent.
public final class ErasedPeople {

    private final Map<Long, Long> times = new ConcurrentHashMap<>();

    void add(String recipient, Instant at) {
        times.merge(hash(recipient), at.toEpochMilli(), Math::max);
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
