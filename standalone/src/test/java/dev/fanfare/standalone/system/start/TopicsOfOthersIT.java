package dev.fanfare.standalone.system.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.ReaderGroup;
import dev.fanfare.schemas.Topic;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.setup.AppSettings;
import dev.fanfare.schemas.setup.KafkaSettings;
import dev.fanfare.schemas.setup.PrepareTopics;
import dev.fanfare.schemas.setup.ProvisionTopics;
import dev.fanfare.standalone.system.parts.BrokerApart;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// Topics that were made by other means, and groups of another version that run.
@TestInstance(Lifecycle.PER_CLASS)
class TopicsOfOthersIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private BrokerApart broker;
    private Map<String, Object> client;
    private Admin admin;

    @BeforeAll
    void start(@TempDir Path data) {
        broker = new BrokerApart("others-broker", data);
        client = new KafkaSettings(broker.bootstrapServers(), Map.of()).client();
        admin = Admin.create(client);
    }

    @AfterAll
    void stop() {
        admin.close();
        broker.close();
    }

    @Test
    void a_topic_that_would_lose_records_is_corrected() throws Exception {
        Topics topics = topics("corrected.");
        Topic waits = topics.channel(Channel.EMAIL, Lane.BULK);
        make(
                waits,
                Map.of(
                        "cleanup.policy", "compact",
                        "retention.bytes", "1048576",
                        "message.timestamp.type", "CreateTime"));
        make(topics.memberships(), Map.of("cleanup.policy", "delete"));

        new ProvisionTopics(admin, topics, 1).run();

        assertThat(config(waits))
                .containsEntry("cleanup.policy", "delete")
                .containsEntry("retention.bytes", "-1")
                .containsEntry("retention.ms", "-1")
                .containsEntry("message.timestamp.type", "LogAppendTime");
        assertThat(config(topics.memberships())).containsEntry("cleanup.policy", "compact");
    }

    @Test
    void where_it_may_not_be_the_start_is_refused_with_what_to_set() throws Exception {
        Topics topics = topics("forbidden.");
        make(topics.memberships(), Map.of("cleanup.policy", "delete"));

        assertThatIllegalStateException()
                .isThrownBy(() -> new ProvisionTopics(refusingChanges(), topics, 1).run())
                .withMessageContaining(topics.memberships().name())
                .withMessageContaining("cleanup.policy=compact");
    }

    @Test
    void a_topic_that_came_to_a_group_that_runs_is_refused_with_what_to_do() throws Exception {
        Topics topics = topics("running.");
        ReaderGroup group = topics.readers().getFirst();
        Topic old = group.topics().getFirst();
        make(old, Map.of());
        try (KafkaConsumer<byte[], byte[]> running = member(group, old)) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> new ProvisionTopics(admin, topics, 1).run())
                    .withMessageContaining(group.id())
                    .withMessageContaining("stop every process");
            assertThat(running.assignment()).isNotEmpty();
        }

        new ProvisionTopics(admin, topics, 1).run();

        assertThat(admin.listConsumerGroupOffsets(group.id())
                        .partitionsToOffsetAndMetadata()
                        .get()
                        .keySet())
                .containsAll(group.topics().stream()
                        .map(topic -> new TopicPartition(topic.name(), 0))
                        .toList());
    }

    @Test
    void events_from_before_the_first_start_are_read_from_the_first_on() throws Exception {
        Topics topics = topics("early.");
        make(topics.events(Lane.STANDARD), Map.of());
        write(topics.events(Lane.STANDARD));

        assertThat(new ProvisionTopics(admin, topics, 1).run()).isEmpty();

        assertThat(placesOf(topics.group(Topics.FANOUT))).containsKey(partition(topics.events(Lane.STANDARD)));
    }

    @Test
    void a_group_that_lost_its_place_is_given_none_where_it_may_have_read() throws Exception {
        Topics topics = topics("lost.");
        new ProvisionTopics(admin, topics, 1).run();
        Topic told = topics.channel(Channel.SMS, Lane.STANDARD);
        write(topics.slices(Lane.STANDARD));
        write(told);
        String group = topics.group("sms");
        admin.deleteConsumerGroups(List.of(group)).all().get();

        assertThat(new ProvisionTopics(admin, topics, 1).run()).containsExactly(Map.entry(group, Set.of(told.name())));

        assertThat(placesOf(group))
                .doesNotContainKey(partition(told))
                .containsKey(partition(topics.channel(Channel.SMS, Lane.BULK)));
    }

    @Test
    void whoever_reads_as_that_group_does_not_start_and_others_do() throws Exception {
        AppSettings settings = settings("refused.");
        Topics topics = new PrepareTopics(admin, settings, Set.of("sms")).run();
        write(topics.outcomes());
        write(topics.channel(Channel.SMS, Lane.STANDARD));
        admin.deleteConsumerGroups(List.of(topics.group("sms"))).all().get();

        new PrepareTopics(admin, settings, Set.of("email")).run();

        assertThatIllegalStateException()
                .isThrownBy(() -> new PrepareTopics(admin, settings, Set.of("sms")).run())
                .withMessageContaining(topics.group("sms"))
                .withMessageContaining("A group lost its place");
    }

    private AppSettings settings(String prefix) {
        KafkaSettings kafka = new KafkaSettings(broker.bootstrapServers(), Map.of());
        return new AppSettings(kafka, null, prefix, 1, 1, null, null, null, null, null, null, null, null, null);
    }

    private void write(Topic topic) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic.name(), 0, null, new byte[] {1}))
                    .get();
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> placesOf(String group) throws Exception {
        return admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
    }

    private static TopicPartition partition(Topic topic) {
        return new TopicPartition(topic.name(), 0);
    }

    private KafkaConsumer<byte[], byte[]> member(ReaderGroup group, Topic topic) {
        Map<String, Object> config = new HashMap<>(client);
        config.put("group.id", group.id());
        config.put("auto.offset.reset", "earliest");
        config.put("enable.auto.commit", false);
        var member = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        member.subscribe(List.of(topic.name()));
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (member.assignment().isEmpty() && System.nanoTime() < end) {
            member.poll(Duration.ofMillis(100));
        }
        return member;
    }

    /// Asks for what no broker grants in place of each change, as one without our rights would refuse it.
    private Admin refusingChanges() {
        return (Admin) Proxy.newProxyInstance(
                Admin.class.getClassLoader(), new Class<?>[] {Admin.class}, (_, method, arguments) -> {
                    try {
                        return method.getName().equals("incrementalAlterConfigs")
                                ? admin.incrementalAlterConfigs(spoilt(arguments[0]))
                                : method.invoke(admin, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    private static Map<ConfigResource, Collection<AlterConfigOp>> spoilt(Object changes) {
        return ((Map<?, ?>) changes)
                .keySet().stream()
                        .map(ConfigResource.class::cast)
                        .collect(Collectors.toMap(
                                topic -> topic,
                                _ -> Set.of(new AlterConfigOp(
                                        new ConfigEntry("cleanup.policy", "nonsense"), AlterConfigOp.OpType.SET))));
    }

    private void make(Topic topic, Map<String, String> config) throws Exception {
        admin.createTopics(List.of(new NewTopic(topic.name(), topic.partitions(), (short) 1).configs(config)))
                .all()
                .get();
    }

    private Map<String, String> config(Topic topic) throws Exception {
        ConfigResource name = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
        Config config = admin.describeConfigs(List.of(name))
                .all()
                .get()
                .values()
                .iterator()
                .next();
        return config.entries().stream()
                .filter(entry -> entry.value() != null)
                .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
    }

    private static Topics topics(String prefix) {
        return new Topics(prefix, new Partitioning(1));
    }
}
