package dev.fanfare.standalone.system.bad;

import dev.fanfare.schemas.Topic;
import dev.fanfare.schemas.setup.KafkaSettings;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Records that nobody can read, the same ones for the same seed.
record Rubbish(String bootstrapServers, long seed) {

    private static final int EACH = 3;
    private static final int LONGEST = 300;

    /// On every partition: random bytes, none at all, a known schema's id with rubbish behind it, an unknown schema's.
    ///
    /// @return the last offset of it on each partition
    Map<TopicPartition, Long> strewOn(List<Topic> topics) {
        Random random = new Random(seed);
        Map<TopicPartition, Long> last = new ConcurrentHashMap<>();
        try (var producer = new KafkaProducer<>(
                new KafkaSettings(bootstrapServers, Map.of()).client(),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (Topic topic : topics) {
                int partitions = producer.partitionsFor(topic.name()).size();
                for (int record = 0; record < EACH * partitions; record++) {
                    for (byte[] value : values(random)) {
                        producer.send(
                                new ProducerRecord<>(topic.name(), record % partitions, bytes(random), value),
                                (stands, _) -> last.merge(
                                        new TopicPartition(stands.topic(), stands.partition()),
                                        stands.offset(),
                                        Math::max));
                    }
                }
            }
        }
        return last;
    }

    private static List<byte[]> values(Random random) {
        return List.of(bytes(random), new byte[0], behind(bytes(random), 1), behind(bytes(random), 4_711));
    }

    private static byte[] behind(byte[] rubbish, int schema) {
        byte[] value = Arrays.copyOf(new byte[] {0, 0, 0, (byte) (schema >> 8), (byte) schema}, rubbish.length + 5);
        System.arraycopy(rubbish, 0, value, 5, rubbish.length);
        return value;
    }

    private static byte[] bytes(Random random) {
        byte[] bytes = new byte[1 + random.nextInt(LONGEST)];
        random.nextBytes(bytes);
        return bytes;
    }
}
