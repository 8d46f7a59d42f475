package dev.fanfare.streams;

import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Retention;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.setup.KafkaSettings;
import dev.fanfare.schemas.setup.RegistrySettings;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// `fanfare.*`: what both Streams applications share.
///
/// @param topicPrefix what each topic and application id begins with
/// @param partitions 1 to 1000; fixed when the topics are made
/// @param replicationFactor 0: 3 where three brokers answer, else 1
/// @param instanceId names this process among its equals and stays over restarts, so that a restart moves no task;
/// empty: none
/// @param advertisedUrl where the other instances reach this one
/// @param stateDir where the stores are kept; lost, they are read again from Kafka
/// @param publicUrl the front door as the world sees it
/// @param retention how long what has ended is kept
@ConfigurationProperties("fanfare")
public record StreamsSettings(
        @DefaultValue KafkaSettings kafka,
        @DefaultValue RegistrySettings registry,
        @DefaultValue(Topics.DEFAULT_PREFIX) String topicPrefix,
        @DefaultValue("12") int partitions,
        @DefaultValue("0") int replicationFactor,
        @DefaultValue Create topics,
        @DefaultValue("") String instanceId,
        @DefaultValue("http://127.0.0.1:8081") URI advertisedUrl,
        @DefaultValue(".fanfare/state") Path stateDir,
        @Nullable URI publicUrl,
        @DefaultValue Retention retention,
        @DefaultValue Api api) {

    /// `fanfare.topics.*`.
    ///
    /// @param create whether missing topics are made at start
    public record Create(@DefaultValue("true") boolean create) {}

    /// `fanfare.api.*`.
    ///
    /// @param internalKey what every call must bring as a bearer token; empty: none, on loopback only
    public record Api(@DefaultValue("") String internalKey) {

        /// Without the key.
        @Override
        public String toString() {
            return "Api[internalKey=" + (internalKey.isEmpty() ? "" : "***") + "]";
        }
    }

    public StreamsSettings {
        if (replicationFactor < 0 || replicationFactor > 100) {
            throw new IllegalArgumentException("fanfare.replication-factor: must be 0 to 100, is " + replicationFactor);
        }
        if (!instanceId.matches("[a-zA-Z0-9._-]{0,100}")) {
            throw new IllegalArgumentException(
                    "fanfare.instance-id: must be up to 100 letters, digits or ._-, is '" + instanceId + "'");
        }
        if (advertisedUrl.getHost() == null
                || !String.valueOf(advertisedUrl.getScheme()).matches("https?")) {
            throw new IllegalArgumentException(
                    "fanfare.advertised-url: must be http or https with a host, is " + advertisedUrl);
        }
    }

    /// The catalogue under these settings.
    public Topics catalogue() {
        return new Topics(topicPrefix, new Partitioning(partitions), retention);
    }

    /// `host:port` of the advertised URL.
    public String applicationServer() {
        boolean https = "https".equals(advertisedUrl.getScheme());
        int port = advertisedUrl.getPort() >= 0 ? advertisedUrl.getPort() : https ? 443 : 80;
        return advertisedUrl.getHost() + ":" + port;
    }
}
