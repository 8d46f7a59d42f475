package dev.fanfare.standalone.broker;

import dev.fanfare.standalone.broker.LostMarkers.Decision;
import dev.fanfare.standalone.broker.LostMarkers.End;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.requests.TransactionResult;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.coordinator.transaction.generated.TransactionLogValue;

/// What the coordinator's log says of some transactions.
final class ReadDecisions {

    private static final Duration POLL = Duration.ofMillis(100);

    /// The states of a transaction by their numbers in the log.
    private static final byte PREPARE_COMMIT = 2;

    private static final byte PREPARE_ABORT = 3;
    private static final byte COMPLETE_COMMIT = 4;
    private static final byte COMPLETE_ABORT = 5;

    private ReadDecisions() {}

    /// Those of these ends that were decided, as far as that can be read in time.
    static Map<End, Decision> of(String bootstrapServers, Collection<End> wanted, Duration patience) {
        long giveUp = System.nanoTime() + patience.toNanos();
        Map<End, Decision> decisions = new HashMap<>();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of(
                        "bootstrap.servers", bootstrapServers, "default.api.timeout.ms", (int) patience.toMillis()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> log = consumer.partitionsFor(Topic.TRANSACTION_STATE_TOPIC_NAME).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(log);
            consumer.assign(log);
            consumer.seekToBeginning(log);
            while (System.nanoTime() - giveUp < 0
                    && log.stream()
                            .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                consumer.poll(POLL).forEach(record -> learn(record, wanted, decisions));
            }
        }
        return decisions;
    }

    private static void learn(ConsumerRecord<byte[], byte[]> record, Collection<End> wanted, Map<End, Decision> to) {
        if (record.value() == null) {
            return;
        }
        ByteBuffer bytes = ByteBuffer.wrap(record.value());
        short version = bytes.getShort();
        if (version < TransactionLogValue.LOWEST_SUPPORTED_VERSION
                || version > TransactionLogValue.HIGHEST_SUPPORTED_VERSION) {
            return;
        }
        TransactionLogValue value = new TransactionLogValue(new ByteBufferAccessor(bytes), version);
        End end = new End(value.producerId(), value.producerEpoch());
        if (value.clientTransactionVersion() != LostMarkers.VERSION || !wanted.contains(end)) {
            return;
        }
        switch (value.transactionStatus()) {
            case PREPARE_COMMIT -> to.put(end, new Decision(TransactionResult.COMMIT, false));
            case PREPARE_ABORT -> to.put(end, new Decision(TransactionResult.ABORT, false));
            case COMPLETE_COMMIT -> to.put(end, new Decision(TransactionResult.COMMIT, true));
            case COMPLETE_ABORT -> to.put(end, new Decision(TransactionResult.ABORT, true));
            default -> {
                // begins, or goes on
            }
        }
    }
}
