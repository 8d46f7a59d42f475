package dev.fanfare.channels.controls;

import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.Sha256;
import dev.fanfare.schemas.Suppression;
import dev.fanfare.schemas.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// Which addresses are told nothing more, by 64 bits of a hash and since when: for what was rendered before that was
/// known. What was accepted later the fan-out has left out itself.
public final class Suppressed {

    private final Map<Long, Long> since = new ConcurrentHashMap<>();
    private final CountDownLatch read = new CountDownLatch(1);

    /// Knows of no suppression, and waits for none.
    public static Suppressed nobody() {
        Suppressed nobody = new Suppressed();
        nobody.complete();
        return nobody;
    }

    /// One record of the topic.
    ///
    /// @param suppression null where it was lifted
    public void learn(String key, @Nullable Suppression suppression) {
        if (suppression == null) {
            since.remove(hash(key));
        } else {
            since.put(hash(key), suppression.getAt().toEpochMilli());
        }
    }

    /// The topic has been read to its end.
    public void complete() {
        read.countDown();
    }

    /// SUPPRESSED, MUTED or GO; waits until the topic has been read once. What is mandatory passes an unsubscription.
    Verdict of(Delivery delivery) throws InterruptedException {
        read.await();
        if (since.isEmpty()) {
            return Verdict.GO;
        }
        String address = Topics.suppressionKey(delivery.getRecipient(), delivery.getChannel(), delivery.getAddress());
        if (holds(address, delivery.getAcceptedAt())) {
            return Verdict.SUPPRESSED;
        }
        String type =
                Topics.suppressionKey(delivery.getRecipient(), delivery.getChannel(), "") + "\n\n" + delivery.getType();
        return !delivery.getMandatory() && holds(type, delivery.getAcceptedAt()) ? Verdict.MUTED : Verdict.GO;
    }

    private boolean holds(String key, Instant acceptedAt) {
        Long at = since.get(hash(key));
        return at != null && acceptedAt.toEpochMilli() <= at;
    }

    private static long hash(String key) {
        return ByteBuffer.wrap(Sha256.of(key.getBytes(StandardCharsets.UTF_8))).getLong();
    }
}
