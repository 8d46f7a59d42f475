package dev.fanfare.benchmarks.fanout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// What the fan-out has written, for somebody else to write again.
final class SameRecords {

    private static final Duration POLL = Duration.ofMillis(200);

    private SameRecords() {}

    /// @param headers as they came
    record Written(byte[] key, byte[] value, List<Header> headers) {}

    /// All committed ones between two places, a partition after the other, as a walk writes them.
    static List<Written> read(
            Map<String, Object> client, Map<TopicPartition, Long> from, Map<TopicPartition, Long> to) {
        client.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        client.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 10_000);
        List<Written> written = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(to.keySet());
            from.forEach(consumer::seek);
            while (to.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    written.add(new Written(
                            record.key(),
                            record.value(),
                            List.of(record.headers().toArray())));
                }
            }
        }
        return written;
    }
}
