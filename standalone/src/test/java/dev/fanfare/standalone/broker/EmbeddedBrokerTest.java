package dev.fanfare.standalone.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.fanfare.standalone.JvmChild;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {

    @TempDir
    Path data;

    @Test
    void what_was_written_is_there_after_a_stop_and_a_start() throws Exception {
        try (var broker = EmbeddedBroker.start(BrokerSettings.in(data))) {
            write(broker.bootstrapServers(), "one");
            assertHolds(broker.bootstrapServers(), "one");
        }
        try (var broker = EmbeddedBroker.start(BrokerSettings.in(data))) {
            write(broker.bootstrapServers(), "two");
            assertHolds(broker.bootstrapServers(), "one", "two");
        }
    }

    @Test
    void what_was_acknowledged_is_there_after_a_kill() throws Exception {
        int port = FreePorts.find(1).getFirst();
        String[] args = {data.toString(), String.valueOf(port)};
        try (var broker = JvmChild.start(BrokerProcess.class, args)) {
            write(broker.await("READY"), "one");
        }
        try (var broker = JvmChild.start(BrokerProcess.class, args)) {
            assertThat(broker.await("READY")).isEqualTo("127.0.0.1:" + port);
            write("127.0.0.1:" + port, "two");
            assertHolds("127.0.0.1:" + port, "one", "two");
            assertThat(broker.abandon()).isZero();
        }
    }

    @Test
    void groups_keep_their_place_for_a_year_and_topics_are_not_made_by_chance() throws Exception {
        try (var broker = EmbeddedBroker.start(BrokerSettings.in(data));
                var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            var node = new ConfigResource(ConfigResource.Type.BROKER, "1");
            var config = admin.describeConfigs(List.of(node)).all().get().get(node);
            assertThat(config.get("offsets.retention.minutes").value()).isEqualTo("525600");
            assertThat(config.get("auto.create.topics.enable").value()).isEqualTo("false");
            assertThat(config.get("listeners").value().split(","))
                    .allMatch(listener -> listener.contains("//127.0.0.1:"));
        }
    }

    @Test
    void a_directory_keeps_its_port_and_a_new_one_takes_what_is_asked_for() {
        int wish = FreePorts.find(1).getFirst();
        assertThat(portOnceStarted(wish)).isEqualTo(wish);
        assertThat(portOnceStarted(0)).isEqualTo(wish);
        assertThat(portOnceStarted(FreePorts.find(1).getFirst())).isEqualTo(wish);
    }

    @Test
    void a_port_that_a_stranger_has_taken_is_left_to_him_for_good() throws Exception {
        int first;
        int second;
        try (var broker = EmbeddedBroker.start(BrokerSettings.in(data))) {
            first = broker.port();
            write(broker.bootstrapServers(), "one");
        }
        try (var _ = new ServerSocket(first, 1, InetAddress.getLoopbackAddress());
                var broker = EmbeddedBroker.start(BrokerSettings.in(data))) {
            second = broker.port();
            assertThat(second).isNotEqualTo(first);
            assertHolds(broker.bootstrapServers(), "one");
            write(broker.bootstrapServers(), "two");
        }
        try (var broker = EmbeddedBroker.start(BrokerSettings.in(data))) {
            assertThat(broker.port()).isEqualTo(second);
            assertHolds(broker.bootstrapServers(), "one", "two");
        }
    }

    @Test
    void a_stranger_at_the_controllers_port_does_no_harm() throws Exception {
        BrokerPorts kept = BrokerPorts.choose(data, 0);
        try (var _ = new ServerSocket(kept.controller(), 1, InetAddress.getLoopbackAddress());
                var broker = EmbeddedBroker.start(BrokerSettings.in(data))) {
            assertThat(broker.port()).isEqualTo(kept.clients());
            write(broker.bootstrapServers(), "one");
            assertHolds(broker.bootstrapServers(), "one");
        }
        assertThat(BrokerPorts.choose(data, 0).controller()).isNotEqualTo(kept.controller());
    }

    @Test
    void another_clusters_broker_is_not_taken_for_ours() {
        try (var broker = EmbeddedBroker.start(BrokerSettings.in(data))) {
            SameCluster.require(broker.bootstrapServers(), BrokerDirectory.prepare(data));
            assertThatThrownBy(() -> SameCluster.require(broker.bootstrapServers(), "another"))
                    .hasMessageContaining(broker.bootstrapServers())
                    .hasMessageContaining("not of another");
        }
    }

    private int portOnceStarted(int wish) {
        try (var broker = EmbeddedBroker.start(new BrokerSettings(data, wish))) {
            return broker.port();
        }
    }

    private static void write(String bootstrap, String value) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            if (!admin.listTopics().names().get().contains("words")) {
                admin.createTopics(List.of(new NewTopic("words", 1, (short) 1)))
                        .all()
                        .get();
            }
        }
        Map<String, Object> config = Map.of("bootstrap.servers", bootstrap, "transactional.id", "writer");
        try (var producer = new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("words", value));
            producer.commitTransaction();
        }
    }

    /// A commit is answered a moment before its records may be read.
    private static void assertHolds(String bootstrap, String... values) {
        await().untilAsserted(() -> assertThat(read(bootstrap)).containsExactly(values));
    }

    private static List<String> read(String bootstrap) {
        Map<String, Object> config = Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed");
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            var partition = new TopicPartition("words", 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            List<String> values = new ArrayList<>();
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofSeconds(1)).forEach(record -> values.add(record.value()));
            }
            return values;
        }
    }
}
