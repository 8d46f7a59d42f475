package dev.fanfare.standalone.system.bad;

import dev.fanfare.schemas.Topic;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.setup.KafkaSettings;
import dev.fanfare.standalone.system.parts.CommittedRecords;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Writes what nobody can read or use.
///
/// @param schemas the ids of the schemas in use, by name
public record Rubbish(String bootstrapServers, Random random, Map<String, Integer> schemas) {

    private static final int KEY_LONGEST = 300;

    /// The ids that the records of now have, by the names of their schemas.
    public static Map<String, Integer> schemas(String bootstrapServers, Topics topics) {
        Map<String, Integer> ids = new TreeMap<>();
        new CommittedRecords(bootstrapServers, topics)
                .on(topics.schemas())
                .forEach(entry -> ids.put(
                        new Schema.Parser()
                                .parse(new String(entry.value(), StandardCharsets.UTF_8))
                                .getFullName(),
                        Integer.valueOf(new String(entry.key(), StandardCharsets.UTF_8))));
        return ids;
    }

    /// On every partition of a topic.
    ///
    /// @return the last offset of it on each
    public Map<TopicPartition, Long> strewOn(Topic topic) {
        Map<TopicPartition, Long> last = new ConcurrentHashMap<>();
        Map<String, Object> config = new KafkaSettings(bootstrapServers, Map.of()).client();
        config.put("max.request.size", 64 << 20);
        config.put("buffer.memory", 128L << 20);
        config.put("compression.type", "zstd"); // so that the broker takes what is larger than it hands out plain
        try (var producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int partition = 0; partition < topic.partitions(); partition++) {
                for (byte[] value : BadValues.of(topic, schemas, random)) {
                    byte[] key = BadValues.bytes(random, 1 + random.nextInt(KEY_LONGEST));
                    producer.send(new ProducerRecord<>(topic.name(), partition, key, value), (stands, failed) -> {
                        if (failed == null) {
                            last.merge(
                                    new TopicPartition(stands.topic(), stands.partition()), stands.offset(), Math::max);
                        }
                    });
                }
            }
        }
        return last;
    }

    /// Where the schemas of the in-process registry stand, under the ids of those that everybody needs.
    void strewOnIds(Topic topic) {
        try (var producer = new KafkaProducer<>(
                new KafkaSettings(bootstrapServers, Map.of()).client(),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (String key : new String[] {"4711", "9999999999", "-1", "x"}) {
                for (String value : new String[] {"no schema", "\"long\"", "{\"type\": \"record\"}", ""}) {
                    producer.send(new ProducerRecord<>(topic.name(), 0, key.getBytes(), value.getBytes()));
                }
            }
            schemas.values()
                    .forEach(id -> producer.send(
                            new ProducerRecord<>(topic.name(), 0, id.toString().getBytes(), "\"string\"".getBytes())));
        }
    }
}
