package dev.fanfare.producer.kafka;

import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Retention;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.setup.KafkaSettings;
import dev.fanfare.schemas.setup.RegistrySettings;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// `fanfare.kafka.*`, `fanfare.registry.*` and how the topics are named, split and made.
///
/// @param partitions of every topic that is split; 1 to 1,000
/// @param replicationFactor 0 to 10; 0: 3 where three brokers answer, else 1
/// @param retention what the topics are made with
@ConfigurationProperties("fanfare")
public record PipelineSettings(
        KafkaSettings kafka,
        RegistrySettings registry,
        String topicPrefix,
        Integer partitions,
        Integer replicationFactor,
        Creation topics,
        Retention retention) {

    static final int DEFAULT_PARTITIONS = 12;

    /// `fanfare.topics.create`: whether missing topics are made at start.
    public record Creation(Boolean create) {
        public Creation(@Nullable Boolean create) {
            this.create = create == null || create;
        }
    }

    public PipelineSettings(
            @Nullable KafkaSettings kafka,
            @Nullable RegistrySettings registry,
            @Nullable String topicPrefix,
            @Nullable Integer partitions,
            @Nullable Integer replicationFactor,
            @Nullable Creation topics,
            @Nullable Retention retention) {
        this.kafka = kafka == null ? new KafkaSettings(null, null) : kafka;
        this.registry = registry == null ? RegistrySettings.IN_PROCESS : registry;
        this.topicPrefix = topicPrefix == null ? Topics.DEFAULT_PREFIX : topicPrefix;
        this.partitions = partitions == null ? DEFAULT_PARTITIONS : partitions;
        this.replicationFactor = replicationFactor == null ? 0 : replicationFactor;
        this.topics = topics == null ? new Creation(true) : topics;
        this.retention = retention == null ? Retention.DEFAULT : retention;
        if (this.replicationFactor < 0 || this.replicationFactor > 10) {
            throw new IllegalArgumentException(
                    "fanfare.replication-factor: must be 0 to 10, is " + this.replicationFactor);
        }
        catalogue();
    }

    /// The topics, checked.
    public Topics catalogue() {
        return new Topics(topicPrefix, new Partitioning(partitions), retention);
    }
}
