package dev.fanfare.standalone.system.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fanfare.standalone.JvmChild;
import dev.fanfare.standalone.broker.BrokerProcess;
import dev.fanfare.standalone.broker.FreePorts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A broker that is killed again and again while one transaction follows the other. `-Dchaos.seed` repeats a run.
@Tag("chaos")
class KilledBrokerIT {

    private static final int ROUNDS = Integer.getInteger("chaos.rounds", 20);
    private static final int PARTITIONS = 8;
    private static final String TOPIC = "killed";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final long seed = Long.getLong("chaos.seed", new Random().nextLong(1_000_000));
    private final Random random = new Random(seed);
    private final AtomicInteger committed = new AtomicInteger();

    @TempDir
    private Path data;

    @Test
    void no_transaction_stays_open_for_ever() throws Exception {
        System.out.println("seed " + seed);
        String port = String.valueOf(FreePorts.find(1).getFirst());
        String broker = "127.0.0.1:" + port;
        for (int round = 0; round < ROUNDS; round++) {
            try (JvmChild process = JvmChild.start(BrokerProcess.class, data.toString(), port);
                    Admin admin = Admin.create(Map.of("bootstrap.servers", broker))) {
                process.await("READY");
                if (round == 0) {
                    admin.createTopics(Set.of(new NewTopic(TOPIC, PARTITIONS, (short) 1)))
                            .all()
                            .get();
                }
                fence(broker);
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(open(admin)).isEmpty());
                commitUntilKilled(process, broker, 50 + random.nextInt(100));
            }
        }
    }

    /// Whoever begins again ends what its predecessor left undecided.
    private static void fence(String broker) {
        try (KafkaProducer<String, String> producer = producer(broker)) {
            producer.initTransactions();
        }
    }

    private void commitUntilKilled(JvmChild process, String broker, int transactions) throws InterruptedException {
        int last = committed.get() + transactions;
        Thread commits = Thread.ofPlatform().start(() -> commitForEver(broker));
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(1)).until(() -> committed.get() >= last);
        process.kill();
        commits.interrupt();
        commits.join();
    }

    private void commitForEver(String broker) {
        try (KafkaProducer<String, String> producer = producer(broker)) {
            producer.initTransactions();
            while (true) {
                producer.beginTransaction();
                IntStream.range(0, PARTITIONS)
                        .forEach(partition -> producer.send(new ProducerRecord<>(TOPIC, partition, "key", "value")));
                producer.commitTransaction();
                committed.incrementAndGet();
            }
        } catch (KafkaException killed) {
            // as expected, sooner or later
        }
    }

    private static KafkaProducer<String, String> producer(String broker) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", broker, "transactional.id", "killed"),
                new StringSerializer(),
                new StringSerializer());
    }

    private static List<TopicPartition> open(Admin admin) throws Exception {
        List<TopicPartition> all = IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(TOPIC, partition))
                .toList();
        return admin.describeProducers(all).all().get().entrySet().stream()
                .filter(found -> found.getValue().activeProducers().stream()
                        .anyMatch(producer ->
                                producer.currentTransactionStartOffset().isPresent()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
