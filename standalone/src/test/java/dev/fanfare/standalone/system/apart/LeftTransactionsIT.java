package dev.fanfare.standalone.system.apart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.fanfare.schemas.running.EndLeftTransactions;
import dev.fanfare.standalone.broker.BrokerSettings;
import dev.fanfare.standalone.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a process leaves open when it dies, on a real broker.
class LeftTransactionsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path data;

    @Test
    void what_an_application_left_open_is_ended_and_nobody_elses() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.in(data));
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
                KafkaProducer<String, String> left = open(broker, admin, "app-1");
                KafkaProducer<String, String> other = open(broker, admin, "application-2");
                EndLeftTransactions end = new EndLeftTransactions(admin, "app")) {
            end.partitionsMove();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(ongoing(admin)).containsExactly("application-2"));

            assertThatThrownBy(left::commitTransaction)
                    .isInstanceOfAny(
                            ProducerFencedException.class,
                            InvalidProducerEpochException.class,
                            InvalidTxnStateException.class);
            other.commitTransaction();
        }
    }

    /// With a transaction of its own that has begun, and would last for a minute.
    private static KafkaProducer<String, String> open(EmbeddedBroker broker, Admin admin, String id) throws Exception {
        admin.createTopics(Set.of(new NewTopic(id, 1, (short) 1))).all().get();
        KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", id),
                new StringSerializer(),
                new StringSerializer());
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(id, "begun")).get();
        return producer;
    }

    private static List<String> ongoing(Admin admin) throws Exception {
        return admin.listTransactions().all().get().stream()
                .filter(each -> each.state() == TransactionState.ONGOING)
                .map(TransactionListing::transactionalId)
                .toList();
    }
}
