package dev.fanfare.channels.erased;

import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.ErasedPeople;
import dev.fanfare.schemas.Erasure;
import dev.fanfare.schemas.running.FollowTopics;
import dev.fanfare.schemas.serde.Codec;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes every erasure that stands on their topic: each process knows all of them, since channels change hands.
public final class LearnErasures implements FollowTopics.Learns<byte[]> {

    private static final Logger LOG = LoggerFactory.getLogger(LearnErasures.class);

    private final Codec<Erasure> codec;
    private final ErasedPeople erased = new ErasedPeople(new MarksInMemory());
    private final CountDownLatch caughtUp = new CountDownLatch(1);

    public LearnErasures(Codec<Erasure> codec) {
        this.codec = codec;
    }

    /// What was read so far.
    public ErasedPeople erased() {
        return erased;
    }

    /// Returns when all that stood there has been read.
    ///
    /// @throws IllegalStateException where that takes longer than this
    public void awaitAll(Duration patience) throws InterruptedException {
        if (!caughtUp.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException(
                    "Kafka did not tell in " + patience.toSeconds() + " s who was erased; nobody is told before that");
        }
    }

    @Override
    public void learn(ConsumerRecord<byte[], byte[]> record) {
        switch (codec.decode(record.value())) {
            case Decoded.Readable<Erasure>(var erasure) -> erased.erase(erasure.getRecipient(), erasure.getAt());
            case Decoded.Unreadable<Erasure>(var why) ->
                LOG.atWarn().addKeyValue("why", why).log("An erasure could not be read and is passed over");
            case Decoded.Absent<Erasure>() -> {}
        }
    }

    @Override
    public void reached(Map<TopicPartition, Long> positions, boolean complete) {
        if (complete) {
            caughtUp.countDown();
        }
    }
}
