package dev.fanfare.benchmarks.timers;

import dev.fanfare.benchmarks.stack.AppProcess;
import dev.fanfare.benchmarks.stack.Apps;
import dev.fanfare.benchmarks.stack.Asked;
import dev.fanfare.benchmarks.stack.AwaitRead;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Topic;
import dev.fanfare.standalone.client.FrontDoor;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Broker, front door and fan-out with tracking, each a process of its own; nobody reads what is due.
final class Clockwork implements AutoCloseable {

    private static final String WORDS = """
            {"en": {"subject": "Summer fair at {{data.school}}", "text": "The summer fair is on Saturday at {{data.hour}} in the yard. Bring cake, and a chair to sit on."}}
            """;

    private final Apps apps;
    private final AppProcess fanout;
    private final FrontDoor door;
    private final Admin admin;
    private final KafkaProducer<byte[], byte[]> producer;
    private final MakeTimer make;

    private Clockwork(Apps apps) {
        this.apps = apps;
        // The fan-out first: it makes the topics.
        fanout = apps.startFanout(0);
        apps.startFront(1);
        door = apps.frontDoor();
        admin = Admin.create(apps.kafka().client());
        Map<String, Object> client = apps.kafka().client();
        client.put(ProducerConfig.ACKS_CONFIG, "all");
        client.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        client.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        producer = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
        make = new MakeTimer(apps.topics(), apps.codecs());
    }

    /// With everybody in, and the rule.
    static Clockwork open(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of("fanfare.fanout.ahead", "0s"));
        all.putAll(settings);
        Apps apps = Apps.start(all);
        try {
            Clockwork clockwork = new Clockwork(apps);
            clockwork.fill();
            return clockwork;
        } catch (RuntimeException failed) {
            apps.close();
            throw failed;
        }
    }

    private void fill() {
        door.put("/v1/templates/bench-timers", WORDS).orFail();
        door.put("/v1/rules/" + MakeTimer.TYPE, "{\"channels\": [\"email\"], \"template\": \"bench-timers\"}")
                .orFail();
        People.load(door);
        awaitRead();
    }

    /// Until the fan-out has worked off all that was written, and tracking has counted it.
    void awaitRead() {
        new AwaitRead(admin, group()).all();
        new AwaitRead(admin, apps.topics().group("track")).all();
    }

    AppProcess fanout() {
        return fanout;
    }

    KafkaProducer<byte[], byte[]> producer() {
        return producer;
    }

    MakeTimer make() {
        return make;
    }

    Map<String, Object> client() {
        return apps.kafka().client();
    }

    /// Where everything goes that is due.
    Topic mail() {
        return apps.topics().channel(Channel.EMAIL, Lane.STANDARD);
    }

    /// How much of a topic the fan-out has worked off, by what it has committed.
    long committed(Topic topic) {
        return Asked.of(admin.listConsumerGroupOffsets(group()).partitionsToOffsetAndMetadata()).entrySet().stream()
                .filter(entry -> entry.getKey().topic().equals(topic.name()))
                .mapToLong(entry -> entry.getValue().offset())
                .sum();
    }

    private String group() {
        return apps.topics().group("fanout");
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
        door.close();
        apps.close();
    }
}
