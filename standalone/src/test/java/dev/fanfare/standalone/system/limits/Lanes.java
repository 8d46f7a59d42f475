package dev.fanfare.standalone.system.limits;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.ChannelControl;
import dev.fanfare.schemas.Control;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.schemas.EventKey;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Priority;
import dev.fanfare.schemas.Recipient;
import dev.fanfare.schemas.Topic;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.WebhookAddress;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.setup.KafkaSettings;
import dev.fanfare.schemas.setup.ProvisionTopics;
import dev.fanfare.schemas.setup.RegistrySettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/// The topics of one test, and what is written to a channel's lanes.
///
/// @param bootstrapServers of a broker that all tests share
record Lanes(String bootstrapServers, Topics topics, Codecs codecs) {

    private static final int PARTITIONS = 12;

    static Lanes of(String bootstrapServers, String prefix) {
        Topics topics = new Topics(prefix, new Partitioning(PARTITIONS));
        var kafka = new KafkaSettings(bootstrapServers, Map.of());
        try (Admin admin = Admin.create(kafka.client())) {
            new ProvisionTopics(admin, topics, 1).run();
        }
        Codecs codecs = Codecs.connect(RegistrySettings.IN_PROCESS, kafka, topics);
        codecs.register(topics.all());
        return new Lanes(bootstrapServers, topics, codecs);
    }

    Map<String, Object> client() {
        return new KafkaSettings(bootstrapServers, Map.of()).client();
    }

    /// One delivery for each of so many people.
    void write(Channel channel, int people) {
        Topic lane = topics.channel(channel, Lane.STANDARD);
        var codec = codecs.of(lane, Delivery.class);
        try (var producer = new KafkaProducer<>(client(), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int n = 0; n < people; n++) {
                Delivery delivery = delivery(channel, "p" + n, "test " + n);
                producer.send(record(lane, delivery.getRecipient(), codec.encode(delivery)));
            }
        }
    }

    /// One more delivery for a person at this address.
    void write(Channel channel, String recipient, String address, String event) {
        Topic lane = topics.channel(channel, Lane.STANDARD);
        Delivery delivery = Delivery.newBuilder(delivery(channel, recipient, event))
                .setAddress(address)
                .build();
        write(lane, recipient, codecs.of(lane, Delivery.class).encode(delivery));
    }

    /// As the front door pauses a channel and lets it go on.
    void pause(Channel channel, boolean paused) {
        Topic topic = topics.controls();
        var control = new Control(new ChannelControl(channel, paused, Instant.now()));
        byte[] key = Topics.controlKey(channel).getBytes(StandardCharsets.UTF_8);
        byte[] value = codecs.of(topic, Control.class).encode(control);
        try (var producer = new KafkaProducer<>(client(), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic.name(), 0, key, value));
        }
    }

    /// As the front door writes a profile.
    void register(String recipient, String webhook, String secret) {
        Recipient profile = new Recipient();
        profile.setId(recipient);
        profile.setAudiences(List.of());
        profile.setEmail(List.of());
        profile.setPhone(List.of());
        profile.setPush(List.of());
        profile.setWebhook(List.of(new WebhookAddress(webhook, List.of(secret))));
        write(
                topics.recipients(),
                recipient,
                codecs.of(topics.recipients(), Recipient.class).encode(profile));
    }

    /// The keys of all events that stand on a topic.
    List<String> events(Topic topic) {
        List<TopicPartition> all = IntStream.range(0, topic.partitions())
                .mapToObj(partition -> new TopicPartition(topic.name(), partition))
                .toList();
        List<String> keys = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(client(), new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            while (all.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
                consumer.poll(Duration.ofMillis(100)).forEach(found -> keys.add(found.key()));
            }
        }
        return keys;
    }

    /// How many records were ever written to these topics.
    long written(List<Topic> some) {
        Map<TopicPartition, OffsetSpec> asked = some.stream()
                .flatMap(topic -> IntStream.range(0, topic.partitions())
                        .mapToObj(partition -> new TopicPartition(topic.name(), partition)))
                .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest()));
        try (Admin admin = Admin.create(client())) {
            return admin.listOffsets(asked).all().get().values().stream()
                    .mapToLong(found -> found.offset())
                    .sum();
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private void write(Topic topic, String recipient, byte[] value) {
        try (var producer = new KafkaProducer<>(client(), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(record(topic, recipient, value));
        }
    }

    private ProducerRecord<byte[], byte[]> record(Topic topic, String recipient, byte[] value) {
        return new ProducerRecord<>(
                topic.name(), topics.partitioning().of(recipient), recipient.getBytes(StandardCharsets.UTF_8), value);
    }

    private static Delivery delivery(Channel channel, String recipient, String id) {
        String event = EventKey.of("limits", id);
        String address = recipient + "@example.org";
        Instant now = Instant.now();
        return Delivery.newBuilder()
                .setId(DeliveryId.of(event, recipient, channel, address))
                .setRecipient(recipient)
                .setAddress(address)
                .setSecrets(List.of())
                .setEvent(event)
                .setType("limits")
                .setChannel(channel)
                .setLane(Lane.STANDARD)
                .setPriority(Priority.NORMAL)
                .setLocale("en")
                .setTimestamp(now)
                .setAcceptedAt(now)
                .build();
    }
}
