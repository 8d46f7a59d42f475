package dev.fanfare.channels.live;

import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.Presence;
import dev.fanfare.schemas.running.FollowTopics;
import dev.fanfare.schemas.serde.Codec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/// Who has a stream open at any instance, as all of them say.
public final class WhoIsThere implements FollowTopics.Learns<byte[]> {

    private static final int LOOK_AFTER = 10_000;

    private final CountDownLatch known = new CountDownLatch(1);
    private final Map<String, Map<String, Instant>> leases = new ConcurrentHashMap<>();
    private final Codec<Presence> codec;
    private final InstantSource clock;
    private int learned;

    public WhoIsThere(Codec<Presence> codec, InstantSource clock) {
        this.codec = codec;
        this.clock = clock;
    }

    /// Whether all that was said before this process came is read by then.
    boolean awaitKnown(Duration most) throws InterruptedException {
        return known.await(most.toMillis(), TimeUnit.MILLISECONDS);
    }

    boolean has(String recipient) {
        Instant now = clock.instant();
        return leases.getOrDefault(recipient, Map.of()).values().stream().anyMatch(now::isBefore);
    }

    @Override
    public void learn(ConsumerRecord<byte[], byte[]> record) {
        if (codec.decode(record.value()) instanceof Decoded.Readable<Presence>(var presence)) {
            learn(presence);
        }
        if (++learned % LOOK_AFTER == 0) {
            Instant now = clock.instant();
            leases.values().removeIf(theirs -> theirs.values().stream().noneMatch(now::isBefore));
        }
    }

    @Override
    public void reached(Map<TopicPartition, Long> positions, boolean complete) {
        if (complete) {
            known.countDown();
        }
    }

    private void learn(Presence presence) {
        leases.compute(presence.getRecipient(), (_, before) -> {
            Map<String, Instant> theirs = before == null ? new ConcurrentHashMap<>() : before;
            if (clock.instant().isBefore(presence.getUntil())) {
                theirs.put(presence.getInstance(), presence.getUntil());
            } else {
                theirs.remove(presence.getInstance());
            }
            return theirs.isEmpty() ? null : theirs;
        });
    }
}
