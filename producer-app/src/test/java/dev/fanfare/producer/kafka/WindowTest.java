package dev.fanfare.producer.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fanfare.producer.fakes.World;
import dev.fanfare.schemas.Membership;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.serde.SchemaRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class WindowTest {

    private final MockProducer<String, byte[]> producer = new MockProducer<>(
            threePartitions(), false, new RoundRobinPartitioner(), new StringSerializer(), new ByteArraySerializer());
    private final Outlet<Membership> outlet = new Outlet<>(
            World.TOPICS.memberships(),
            Codecs.with(new OneSchema()).of(World.TOPICS.memberships(), Membership.class),
            producer);
    private final Window window = new Window();

    WindowTest() {
        outlet.prepare(new Membership("", ""));
    }

    @Test
    void no_more_than_its_room_is_on_its_way_at_once() {
        Thread sender = Thread.startVirtualThread(() -> send(2_100));

        Awaitility.await().until(() -> producer.history().size() == 2_000);
        assertThat(sender.isAlive()).isTrue();
        IntStream.range(0, 100).forEach(_ -> producer.completeNext());
        Awaitility.await().until(() -> !sender.isAlive());
        assertThat(producer.history()).hasSize(2_100);
    }

    @Test
    void the_first_failure_stops_the_rest() {
        send(3);
        producer.completeNext();
        producer.errorNext(new TimeoutException("away"));

        assertThatThrownBy(() -> send(1)).isInstanceOf(KafkaAway.class);
        producer.completeNext();
        assertThatThrownBy(window::finish).isInstanceOf(KafkaAway.class);
        assertThat(window.acknowledged()).isEqualTo(2);
    }

    @Test
    void it_knows_the_highest_offset_of_each_partition() {
        send(50);
        while (producer.completeNext()) {
            assertThat(producer.history()).hasSize(50);
        }
        window.finish();

        Map<TopicPartition, Long> expected = new HashMap<>();
        producer.history()
                .forEach(sent ->
                        expected.merge(new TopicPartition(sent.topic(), sent.partition()), 0L, (last, _) -> last + 1));
        assertThat(window.highest()).isEqualTo(expected).hasSize(3);
    }

    private void send(int count) {
        IntStream.range(0, count)
                .forEach(n -> window.send(
                        outlet, new Message<>("id-" + n, "key-" + n, new Membership("id-" + n, "a"), Map.of())));
    }

    private static Cluster threePartitions() {
        Node node = new Node(1, "localhost", 1);
        return new Cluster(
                "one",
                List.of(node),
                IntStream.range(0, 3)
                        .mapToObj(n -> new PartitionInfo(
                                World.TOPICS.memberships().name(), n, node, new Node[] {node}, new Node[] {node}))
                        .toList(),
                Set.of(),
                Set.of());
    }

    /// A registry that knows one schema.
    private static final class OneSchema implements SchemaRegistry {

        @Override
        public int register(String subject, Schema schema) {
            return 1;
        }

        @Override
        public int find(String subject, Schema schema) {
            return 1;
        }

        @Override
        public int latest(String subject) {
            return 1;
        }

        @Override
        public Schema byId(int id) {
            return Membership.getClassSchema();
        }
    }
}
