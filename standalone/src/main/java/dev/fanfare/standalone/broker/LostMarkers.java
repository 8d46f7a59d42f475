package dev.fanfare.standalone.broker;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.requests.TransactionResult;
import org.apache.kafka.common.requests.WriteTxnMarkersRequest.TxnMarkerEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes the ends of transactions that a killed broker lost.
///
/// A transaction's end is first decided in the coordinator's log, then marked in every partition. Kafka 4.3 takes a
/// partition that has no leader for one that was deleted, and leaves its mark out; a broker that is alone leads nothing
/// for a moment when it comes back. Six of 33 kills left transactions open for ever that way, and with them whoever
/// reads
/// what is committed. What was decided still stands in the log: it is marked here as it was decided.
final class LostMarkers {

    private static final Logger LOG = LoggerFactory.getLogger(LostMarkers.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration BETWEEN = Duration.ofMillis(200);
    /// Of transactions whose every end has an epoch of its own (KIP-890), which tells them apart.
    static final short VERSION = 2;

    private final String bootstrapServers;
    private final Admin admin;

    private LostMarkers(String bootstrapServers, Admin admin) {
        this.bootstrapServers = bootstrapServers;
        this.admin = admin;
    }

    /// One end of one producer's transaction.
    ///
    /// @param epoch with which its end is marked
    record End(long producerId, short epoch) {}

    /// Where an end stands in the log.
    ///
    /// @param complete whether the coordinator believes it to be marked everywhere
    record Decision(TransactionResult result, boolean complete) {}

    /// Looks for them on a broker that has just started; waits while it is still writing some itself, 10 s at most.
    static void write(String bootstrapServers) {
        try (Admin admin = Admin.create(Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "default.api.timeout.ms",
                (int) PATIENCE.toMillis(),
                "request.timeout.ms",
                (int) PATIENCE.toMillis()))) {
            new LostMarkers(bootstrapServers, admin).write();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | KafkaException | UncheckedIOException failed) {
            // a broker that runs is worth more than one that does not start for this
            LOG.atWarn().setCause(failed).log("Could not look for transactions that were left open");
        }
    }

    private void write() throws InterruptedException, ExecutionException, TimeoutException {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        Map<TopicPartition, ProducerState> open = open();
        while (!open.isEmpty() && writeOnce(open) && System.nanoTime() - giveUp < 0) {
            LockSupport.parkNanos(BETWEEN.toNanos());
            open = open();
        }
    }

    /// Whether the broker may still be writing some of them.
    private boolean writeOnce(Map<TopicPartition, ProducerState> open) {
        Set<End> ends = open.values().stream().map(LostMarkers::end).collect(Collectors.toSet());
        Map<End, Decision> decisions = ReadDecisions.of(bootstrapServers, ends, PATIENCE);
        List<TxnMarkerEntry> lost = new ArrayList<>();
        open.forEach((partition, state) -> {
            End end = end(state);
            Decision decision = decisions.get(end);
            if (decision != null && decision.complete()) {
                lost.add(marker(end, decision, partition, state));
            }
        });
        if (!lost.isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("markers", lost.size())
                    .log("A kill of the broker had left transactions open that were decided; they are ended now");
            SendMarkers.to(bootstrapServers, lost);
        }
        return decisions.values().stream().anyMatch(decision -> !decision.complete());
    }

    private static TxnMarkerEntry marker(End end, Decision decision, TopicPartition partition, ProducerState state) {
        return new TxnMarkerEntry(
                end.producerId,
                end.epoch,
                state.coordinatorEpoch().orElse(0),
                decision.result(),
                List.of(partition),
                VERSION);
    }

    private static End end(ProducerState state) {
        return new End(state.producerId(), (short) (state.producerEpoch() + 1));
    }

    /// The partitions with a transaction that has not ended.
    private Map<TopicPartition, ProducerState> open()
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, ProducerState> open = new HashMap<>();
        admin.describeProducers(partitions())
                .all()
                .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .forEach((partition, found) -> found.activeProducers().stream()
                        .filter(producer ->
                                producer.currentTransactionStartOffset().isPresent())
                        .forEach(producer -> open.put(partition, producer)));
        return open;
    }

    private List<TopicPartition> partitions() throws InterruptedException, ExecutionException, TimeoutException {
        Set<String> topics = admin.listTopics(new ListTopicsOptions().listInternal(true))
                .names()
                .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        List<TopicPartition> partitions = new ArrayList<>();
        for (TopicDescription topic : admin.describeTopics(topics)
                .allTopicNames()
                .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .values()) {
            for (TopicPartitionInfo partition : topic.partitions()) {
                partitions.add(new TopicPartition(topic.name(), partition.partition()));
            }
        }
        return partitions;
    }
}
