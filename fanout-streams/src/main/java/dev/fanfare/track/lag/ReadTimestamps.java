package dev.fanfare.track.lag;

import dev.fanfare.schemas.setup.CloseUnhurried;
import dev.fanfare.schemas.setup.KafkaSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Reads when single records were written, and remembers it while their readers stand where they stood.
///
/// Between a committed offset and the end may lie nothing but the marks that transactions leave.
final class ReadTimestamps implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int ASK_MS = 5_000;

    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Known> known = new HashMap<>();

    /// @param from the reader's committed offset
    /// @param end behind the last committed record
    record Span(long from, long end) {}

    /// @param written when the first record was; nothing where there was none up to the end
    private record Known(Span waiting, Optional<Instant> written) {

        boolean answers(Span asked) {
            return waiting.equals(asked) || written.isPresent() && waiting.from() == asked.from();
        }
    }

    /// @param consumer of nobody else, without a group; reads what is committed
    ReadTimestamps(Consumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    /// As little as it can of each partition: one record is enough.
    static ReadTimestamps from(KafkaSettings kafka) {
        Map<String, Object> config = kafka.client();
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, "fanfare-lag");
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1);
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ASK_MS);
        return new ReadTimestamps(
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }

    @Override
    public void close() {
        CloseUnhurried.close(consumer);
    }

    /// When the first record of each partition was, of those that hold one.
    Map<TopicPartition, Instant> of(Map<TopicPartition, Span> waiting) {
        Map<TopicPartition, Span> open = new HashMap<>(waiting);
        open.entrySet().removeIf(one -> {
            Known before = known.get(one.getKey());
            return before != null && before.answers(one.getValue());
        });
        if (!open.isEmpty()) {
            read(open);
        }
        Map<TopicPartition, Instant> first = new HashMap<>();
        waiting.keySet().forEach(partition -> Optional.ofNullable(known.get(partition))
                .flatMap(Known::written)
                .ifPresent(written -> first.put(partition, written)));
        return first;
    }

    private void read(Map<TopicPartition, Span> open) {
        open.keySet().forEach(known::remove);
        consumer.assign(open.keySet());
        open.forEach((partition, one) -> consumer.seek(partition, one.from()));
        Set<TopicPartition> left = new HashSet<>(open.keySet());
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!left.isEmpty() && System.nanoTime() < deadline) {
            var polled = consumer.poll(POLL);
            for (TopicPartition partition : List.copyOf(left)) {
                found(partition, Objects.requireNonNull(open.get(partition)), polled.records(partition))
                        .ifPresent(one -> {
                            known.put(partition, one);
                            left.remove(partition);
                            consumer.pause(List.of(partition));
                        });
            }
        }
        consumer.unsubscribe();
    }

    private Optional<Known> found(
            TopicPartition partition, Span waiting, Collection<ConsumerRecord<byte[], byte[]>> records) {
        Optional<Instant> first = records.stream().findFirst().map(one -> Instant.ofEpochMilli(one.timestamp()));
        return first.isPresent() || consumer.position(partition) >= waiting.end()
                ? Optional.of(new Known(waiting, first))
                : Optional.empty();
    }
}
