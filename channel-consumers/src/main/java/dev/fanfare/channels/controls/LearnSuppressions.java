package dev.fanfare.channels.controls;

import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.Suppression;
import dev.fanfare.schemas.running.FollowTopics;
import dev.fanfare.schemas.serde.Codec;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes every suppression that stands on their topic: each process knows all of them, since channels change hands.
public final class LearnSuppressions implements FollowTopics.Learns<String> {

    private static final Logger LOG = LoggerFactory.getLogger(LearnSuppressions.class);

    private final Codec<Suppression> codec;
    private final Suppressed suppressed;

    public LearnSuppressions(Codec<Suppression> codec, Suppressed suppressed) {
        this.codec = codec;
        this.suppressed = suppressed;
    }

    @Override
    public void learn(ConsumerRecord<String, byte[]> record) {
        if (record.key() == null) {
            return;
        }
        switch (codec.decode(record.value())) {
            case Decoded.Readable<Suppression>(var suppression) -> suppressed.learn(record.key(), suppression);
            case Decoded.Absent<Suppression>() -> suppressed.learn(record.key(), null);
            case Decoded.Unreadable<Suppression>(var why) ->
                LOG.atWarn().addKeyValue("why", why).log("A suppression could not be read and is passed over");
        }
    }

    @Override
    public void reached(Map<TopicPartition, Long> positions, boolean complete) {
        if (complete) {
            suppressed.complete();
        }
    }
}
