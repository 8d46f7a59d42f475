package dev.fanfare.standalone.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.protocol.MessageUtil;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.coordinator.transaction.generated.TransactionLogValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Transactions of which the coordinator's log says more than their partitions do, as a kill may leave them.
class LostMarkersTest {

    private static final TopicPartition PARTITION = new TopicPartition("lost", 0);
    private static final byte[] PREPARE_COMMIT_THEN_COMPLETE = {2, 4};
    private static final byte[] PREPARE_ABORT_THEN_COMPLETE = {3, 5};

    @TempDir
    private Path data;

    private EmbeddedBroker broker;
    private Admin admin;
    private KafkaProducer<String, String> producer;

    @BeforeEach
    void begin() throws Exception {
        broker = EmbeddedBroker.start(BrokerSettings.in(data));
        admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
        admin.createTopics(Set.of(new NewTopic(PARTITION.topic(), 1, (short) 1)))
                .all()
                .get();
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", "lost"),
                new StringSerializer(),
                new StringSerializer());
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(PARTITION.topic(), "told")).get();
    }

    @AfterEach
    void end() {
        producer.close(Duration.ZERO);
        admin.close();
        broker.close();
    }

    @Test
    void what_was_committed_can_be_read() throws Exception {
        decided(PREPARE_COMMIT_THEN_COMPLETE, LostMarkers.VERSION);
        LostMarkers.write(broker.bootstrapServers());
        assertThat(open()).isEmpty();
        assertThat(committed()).containsExactly("told");
    }

    @Test
    void what_was_aborted_cannot() throws Exception {
        decided(PREPARE_ABORT_THEN_COMPLETE, LostMarkers.VERSION);
        LostMarkers.write(broker.bootstrapServers());
        assertThat(open()).isEmpty();
        assertThat(committed()).isEmpty();
    }

    @Test
    void what_a_client_decided_whose_ends_share_an_epoch_stays_open() throws Exception {
        decided(PREPARE_COMMIT_THEN_COMPLETE, (short) 1);
        LostMarkers.write(broker.bootstrapServers());
        assertThat(open()).hasSize(1);
    }

    @Test
    void what_nobody_decided_stays_open() throws Exception {
        LostMarkers.write(broker.bootstrapServers());
        assertThat(open()).hasSize(1);
        producer.commitTransaction();
        await().untilAsserted(() -> assertThat(open()).isEmpty());
        assertThat(committed()).containsExactly("told");
    }

    /// As the coordinator would write it: such records are taken from the client of this name.
    private void decided(byte[] states, short version) throws Exception {
        ProducerState state = open().getFirst();
        try (var coordinator = new KafkaProducer<>(
                Map.<String, Object>of(
                        "bootstrap.servers", broker.bootstrapServers(), "client.id", "__admin_client", "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (byte status : states) {
                var value = new TransactionLogValue()
                        .setProducerId(state.producerId())
                        .setProducerEpoch((short) (state.producerEpoch() + 1))
                        .setTransactionStatus(status)
                        .setClientTransactionVersion(version);
                byte[] bytes = MessageUtil.toVersionPrefixedBytes(TransactionLogValue.HIGHEST_SUPPORTED_VERSION, value);
                coordinator
                        .send(new ProducerRecord<>(
                                Topic.TRANSACTION_STATE_TOPIC_NAME,
                                ByteBuffer.allocate(Short.BYTES).array(),
                                bytes))
                        .get();
            }
        }
    }

    private List<ProducerState> open() throws Exception {
        return admin.describeProducers(Set.of(PARTITION)).all().get().get(PARTITION).activeProducers().stream()
                .filter(each -> each.currentTransactionStartOffset().isPresent())
                .toList();
    }

    private List<String> committed() {
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of(
                        "bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.assign(Set.of(PARTITION));
            consumer.seekToBeginning(Set.of(PARTITION));
            long end = consumer.endOffsets(Set.of(PARTITION)).get(PARTITION);
            List<String> read = new ArrayList<>();
            while (consumer.position(PARTITION) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> read.add(record.value()));
            }
            return read;
        }
    }
}
