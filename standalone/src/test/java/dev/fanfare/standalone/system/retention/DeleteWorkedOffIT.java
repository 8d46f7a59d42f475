package dev.fanfare.standalone.system.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Retention;
import dev.fanfare.schemas.Topic;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.setup.DeleteWorkedOff;
import dev.fanfare.schemas.setup.KafkaSettings;
import dev.fanfare.schemas.setup.ProvisionTopics;
import dev.fanfare.standalone.system.parts.BrokerApart;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The sweep against a real broker; it is the sweep's clock that runs ahead.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeleteWorkedOffIT {

    private static final int RECORDS = 5;
    private static final Duration LONG = Duration.ofDays(400);

    private BrokerApart broker;
    private Admin admin;

    @BeforeAll
    void start(@TempDir Path data) {
        broker = new BrokerApart("sweep-broker", data);
        admin = Admin.create(client());
    }

    @AfterAll
    void stop() {
        admin.close();
        broker.close();
    }

    @Test
    void what_nobody_has_worked_off_stays_however_old_it_is() throws Exception {
        Topics topics = made("waits.", Retention.DEFAULT);
        Topic lane = filled(topics.channel(Channel.EMAIL, Lane.BULK));

        sweep(topics, Set.of(topics.group("email")), LONG);

        assertThat(firstOf(lane)).isZero();
    }

    @Test
    void what_was_worked_off_goes_when_its_time_is_over_and_not_before() throws Exception {
        Topics topics = made("worked.", Retention.DEFAULT);
        Topic lane = filled(topics.channel(Channel.EMAIL, Lane.EXPRESS));
        commit(topics.group("email"), lane, 3);

        sweep(topics, Set.of(topics.group("email")), Duration.ofHours(23));
        assertThat(firstOf(lane)).isZero();

        sweep(topics, Set.of(topics.group("email")), Duration.ofHours(25));
        sweep(topics, Set.of(topics.group("email")), Duration.ofHours(25));
        assertThat(firstOf(lane)).isEqualTo(3);
    }

    @Test
    void a_group_without_an_offset_holds_everything() throws Exception {
        Topics topics = made("lost.", Retention.DEFAULT);
        Topic lane = filled(topics.channel(Channel.WEBHOOK, Lane.STANDARD));
        admin.deleteConsumerGroups(List.of(topics.group("webhook"))).all().get();

        sweep(topics, Set.of(topics.group("webhook")), LONG);

        assertThat(firstOf(lane)).isZero();
    }

    @Test
    void a_topic_is_emptied_by_the_app_that_reads_it_and_one_without_a_reader_by_none() throws Exception {
        Topics topics = made("owned.", Retention.DEFAULT);
        Topic outcomes = filled(topics.outcomes());
        Topic unread = filled(topics.inboxActions());
        commit(topics.group("track"), outcomes, RECORDS);
        commit(topics.group("track"), unread, RECORDS);

        sweep(topics, Set.of(topics.group("email")), LONG);
        assertThat(firstOf(outcomes)).isZero();

        sweep(topics, Set.of(topics.group("track")), LONG);
        assertThat(firstOf(outcomes)).isEqualTo(RECORDS);
        assertThat(firstOf(unread)).isZero();
    }

    @Test
    void a_start_after_a_deletion_leaves_every_reader_where_it_is() throws Exception {
        Topics topics = made("again.", Retention.DEFAULT);
        Topic lane = filled(topics.channel(Channel.EMAIL, Lane.STANDARD));
        commit(topics.group("email"), lane, RECORDS);
        sweep(topics, Set.of(topics.group("email")), LONG);

        new ProvisionTopics(admin, topics, 1).run();

        assertThat(admin.listConsumerGroupOffsets(topics.group("email"))
                        .partitionsToOffsetAndMetadata()
                        .get()
                        .get(partition(lane))
                        .offset())
                .isEqualTo(RECORDS);
    }

    @Test
    void topics_that_are_there_already_are_given_the_retention_of_now() throws Exception {
        Topics before = made("changed.", Retention.DEFAULT);
        Topics after = made(
                "changed.",
                new Retention(
                        null, null, null, Duration.ofDays(2), null, null, null, Duration.ofHours(2), null, null, null));

        assertThat(settingOf(before.deadLetters(Channel.EMAIL), "retention.ms"))
                .isEqualTo(String.valueOf(Duration.ofDays(2).toMillis()));
        assertThat(settingOf(before.slices(Lane.STANDARD), "retention.ms")).isEqualTo("-1");
        assertThat(settingOf(before.slices(Lane.STANDARD), "segment.ms"))
                .isEqualTo(String.valueOf(Duration.ofHours(2).toMillis()));
        assertThat(after.deadLetters(Channel.EMAIL).name())
                .isEqualTo(before.deadLetters(Channel.EMAIL).name());
    }

    private Topics made(String prefix, Retention retention) {
        Topics topics = new Topics(prefix, new Partitioning(1), retention);
        new ProvisionTopics(admin, topics, 1).run();
        return topics;
    }

    private Topic filled(Topic topic) {
        try (var producer = new KafkaProducer<>(client(), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int record = 0; record < RECORDS; record++) {
                producer.send(new ProducerRecord<>(topic.name(), new byte[] {1}));
            }
        }
        return topic;
    }

    private void sweep(Topics topics, Set<String> owners, Duration later) throws InterruptedException {
        InstantSource ahead = () -> InstantSource.system().instant().plus(later);
        new DeleteWorkedOff(admin, topics, owners, ahead).run();
    }

    private void commit(String group, Topic topic, long offset) throws Exception {
        admin.alterConsumerGroupOffsets(group, Map.of(partition(topic), new OffsetAndMetadata(offset)))
                .all()
                .get();
    }

    private long firstOf(Topic topic) throws Exception {
        return admin.listOffsets(Map.of(partition(topic), OffsetSpec.earliest()))
                .partitionResult(partition(topic))
                .get()
                .offset();
    }

    private String settingOf(Topic topic, String name) throws Exception {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
        return admin.describeConfigs(List.of(resource))
                .values()
                .get(resource)
                .get()
                .get(name)
                .value();
    }

    private Map<String, Object> client() {
        return new KafkaSettings(broker.bootstrapServers(), Map.of()).client();
    }

    private static TopicPartition partition(Topic topic) {
        return new TopicPartition(topic.name(), 0);
    }
}
