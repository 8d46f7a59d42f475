package dev.fanfare.standalone.system.delivering;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.schemas.EventKey;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Priority;
import dev.fanfare.schemas.RecordHeaders;
import dev.fanfare.schemas.Topic;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codec;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.setup.KafkaSettings;
import dev.fanfare.schemas.setup.ProvisionTopics;
import dev.fanfare.schemas.setup.RegistrySettings;
import dev.fanfare.standalone.system.parts.Sinks;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Deliveries by webhook, as the fan-out writes them, on topics that are made first.
final class WriteWebhooks implements AutoCloseable {

    private final Topics topics;
    private final Codec<Delivery> deliveries;
    private final KafkaProducer<byte[], byte[]> producer;

    WriteWebhooks(String bootstrapServers, int partitions) {
        topics = new Topics(Topics.DEFAULT_PREFIX, new Partitioning(partitions));
        var kafka = new KafkaSettings(bootstrapServers, Map.of());
        try (Admin admin = Admin.create(kafka.client())) {
            new ProvisionTopics(admin, topics, 1).run();
        }
        Codecs codecs = Codecs.connect(RegistrySettings.IN_PROCESS, kafka, topics);
        codecs.register(topics.all());
        deliveries = codecs.of(lane(), Delivery.class);
        Map<String, Object> client = kafka.client();
        client.put("linger.ms", 5);
        producer = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
    }

    Topics topics() {
        return topics;
    }

    /// To this person at this address, of an event of its own.
    ///
    /// @return its id
    String write(String recipient, String url, String event) {
        Delivery delivery = delivery(recipient, url, event);
        var _ = producer.send(record(lane(), delivery));
        return delivery.getId();
    }

    /// A retry that waits so long.
    void writeRetry(String recipient, String url, String event, Duration delay) {
        ProducerRecord<byte[], byte[]> record = record(topics.retry(Channel.WEBHOOK), delivery(recipient, url, event));
        RecordHeaders.put(record.headers(), RecordHeaders.ATTEMPT, "2");
        RecordHeaders.put(record.headers(), RecordHeaders.MAX_ATTEMPTS, "5");
        RecordHeaders.put(
                record.headers(),
                RecordHeaders.NOT_BEFORE,
                String.valueOf(Instant.now().plus(delay).toEpochMilli()));
        RecordHeaders.put(record.headers(), RecordHeaders.FIRST_FAILURE, "HTTP 503");
        var _ = producer.send(record);
    }

    /// What is done steadily.
    interface Each {

        /// @param due when its time was, by `System.nanoTime()`
        void run(int number, long due);
    }

    /// Does something so many times a second; catches up where it was held up.
    static void steadily(int perSecond, Duration time, Each each) {
        long begin = System.nanoTime();
        int all = Math.toIntExact(perSecond * time.toMillis() / 1_000);
        for (int n = 0; n < all; ) {
            long due = Math.min(all, (System.nanoTime() - begin) * perSecond / 1_000_000_000L);
            while (n < due) {
                each.run(n, begin + n * 1_000_000_000L / perSecond);
                n++;
            }
            LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
        }
    }

    void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
    }

    private Topic lane() {
        return topics.channel(Channel.WEBHOOK, Lane.STANDARD);
    }

    private ProducerRecord<byte[], byte[]> record(Topic topic, Delivery delivery) {
        return new ProducerRecord<>(
                topic.name(),
                topics.partitioning().of(delivery.getRecipient()),
                delivery.getRecipient().getBytes(StandardCharsets.UTF_8),
                deliveries.encode(delivery));
    }

    private static Delivery delivery(String recipient, String url, String event) {
        String key = EventKey.of("/delivering", event);
        Instant now = Instant.now();
        return Delivery.newBuilder()
                .setId(DeliveryId.of(key, recipient, Channel.WEBHOOK, url))
                .setRecipient(recipient)
                .setAddress(url)
                .setSecrets(List.of(Sinks.SECRET))
                .setEvent(key)
                .setType("delivering")
                .setChannel(Channel.WEBHOOK)
                .setLane(Lane.STANDARD)
                .setPriority(Priority.NORMAL)
                .setLocale("en")
                .setTitle("Still here")
                .setBody("Nothing was lost.")
                .setTimestamp(now)
                .setAcceptedAt(now)
                .build();
    }
}
