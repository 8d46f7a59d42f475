package dev.fanfare.channels.inbox;

import java.time.InstantSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/// A record's time, and the latest known one where its sender gave none: Kafka's own way throws, or drops the record.
///
/// Public, since Kafka makes it by its name.
public final class AnyTimestamp implements TimestampExtractor {

    private final InstantSource clock = InstantSource.system();

    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        if (record.timestamp() >= 0) {
            return record.timestamp();
        }
        return partitionTime >= 0 ? partitionTime : clock.millis();
    }
}
