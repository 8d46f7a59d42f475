package dev.fanfare.channels.controls;

import dev.fanfare.schemas.Control;
import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.running.FollowTopics;
import dev.fanfare.schemas.serde.Codec;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes what stands on the topic of controls.
///
/// Where the topic was made anew, what was known stays: a cancel is taken back by nothing but a deletion.
public record LearnControls(Codec<Control> codec, Controls controls) implements FollowTopics.Learns<String> {

    private static final Logger LOG = LoggerFactory.getLogger(LearnControls.class);

    @Override
    public void learn(ConsumerRecord<String, byte[]> record) {
        if (record.key() == null) {
            return;
        }
        Instant at = Instant.ofEpochMilli(record.timestamp());
        switch (codec.decode(record.value())) {
            case Decoded.Readable<Control>(var control) -> controls.learn(record.key(), control, at);
            case Decoded.Absent<Control>() -> controls.learn(record.key(), null, at);
            case Decoded.Unreadable<Control>(var why) ->
                LOG.warn("A control could not be read and is passed over: {}: {}", record.key(), why);
        }
    }

    @Override
    public void reached(Map<TopicPartition, Long> positions, boolean complete) {
        if (complete) {
            controls.complete();
        }
    }
}
