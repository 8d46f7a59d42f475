package dev.fanfare.producer.audit;

import dev.fanfare.producer.kafka.KafkaAway;
import dev.fanfare.schemas.AuditEntry;
import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codec;
import dev.fanfare.schemas.serde.Codecs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/// The audit, newest first, read backwards from its topic: the only place where it is kept.
public final class AuditPages {

    /// Offsets that are read at once; markers of transactions stand between the lines.
    private static final int AT_ONCE = 500;
    private static final int STRETCHES_MOST = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long PATIENCE_NANOS = PATIENCE.toNanos();

    private final Map<String, Object> config;
    private final TopicPartition partition;
    private final Codec<AuditEntry> codec;

    /// @param client how Kafka is reached
    public AuditPages(Map<String, Object> client, Topics topics, Codecs codecs) {
        config = new HashMap<>(client);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        partition = new TopicPartition(topics.audit().name(), 0);
        codec = codecs.of(topics.audit(), AuditEntry.class);
    }

    /// A line, and where it stands.
    public record Line(long offset, AuditEntry entry) {}

    /// @param next before which to go on; null at the audit's beginning
    public record Part(List<Line> lines, @Nullable Long next) {}

    /// @param before only what stands before this offset; null for the newest
    /// @throws KafkaAway where Kafka does not answer
    public Part read(int limit, @Nullable Long before) {
        try (Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            long begin = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            return backwards(consumer, limit, begin, before == null ? end : Math.min(before, end));
        } catch (KafkaException away) {
            throw new KafkaAway("could not read the audit", away);
        }
    }

    private Part backwards(Consumer<byte[], byte[]> consumer, int limit, long begin, long end) {
        List<Line> lines = new ArrayList<>();
        long to = end;
        for (int stretch = 0; stretch < STRETCHES_MOST && to > begin; stretch++) {
            long from = Math.max(begin, to - AT_ONCE);
            for (Line line : stretch(consumer, from, to).descendingMap().values()) {
                lines.add(line);
                if (lines.size() == limit) {
                    return new Part(lines, line.offset() > begin ? Long.valueOf(line.offset()) : null);
                }
            }
            to = from;
        }
        return new Part(lines, to > begin ? Long.valueOf(to) : null);
    }

    private NavigableMap<Long, Line> stretch(Consumer<byte[], byte[]> consumer, long from, long to) {
        NavigableMap<Long, Line> found = new TreeMap<>();
        consumer.seek(partition, from);
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (consumer.position(partition) < to) {
            if (System.nanoTime() > deadline) {
                throw new KafkaAway("the audit was not read in " + PATIENCE.toSeconds() + " s");
            }
            consumer.poll(Duration.ofMillis(100)).forEach(read -> {
                if (read.offset() < to
                        && codec.decode(read.value()) instanceof Decoded.Readable<AuditEntry>(var entry)) {
                    found.put(read.offset(), new Line(read.offset(), entry));
                }
            });
        }
        return found;
    }
}
