package dev.fanfare.schemas.setup;

import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Retention;
import dev.fanfare.schemas.Topics;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// `fanfare.*` as far as every app reads it.
///
/// @param topicPrefix what each topic and group begins with
/// @param partitions of every topic but the small ones, 1 to 1,000; fixed when topics are made
/// @param replicationFactor 0 to 10; 0: 3 where three brokers answer, else 1
/// @param instanceId names this process among its equals and stays over restarts, so that a restart moves no task;
/// empty: none
/// @param advertisedUrl where other instances reach this one; null where none is said
/// @param publicUrl the front door as the world sees it
/// @param stateDir where stores are kept; lost, they are read again from Kafka
/// @param standbys copies of each store that other instances keep up to date, 0 to 2
/// @param retention how long what has ended is kept
/// @param traces of which events, and where to
public record AppSettings(
        KafkaSettings kafka,
        RegistrySettings registry,
        String topicPrefix,
        Integer partitions,
        Integer replicationFactor,
        TopicCreation topics,
        String instanceId,
        @Nullable URI advertisedUrl,
        @Nullable URI publicUrl,
        Path stateDir,
        Integer standbys,
        Retention retention,
        InternalApi api,
        TraceSettings traces) {

    /// Unless a setting says otherwise.
    public static final int DEFAULT_PARTITIONS = 12;

    /// What is wrong with a secret of which [#isExample] holds.
    public static final String EXAMPLE = "is still that of the example; 'openssl rand -hex 32' makes one";

    /// Whether a secret is the place for one in `deploy`, which everybody can read.
    public static boolean isExample(String secret) {
        return secret.endsWith("replace-me");
    }

    /// `fanfare.topics.create`: whether missing topics are made at start.
    public record TopicCreation(Boolean create) {
        public TopicCreation(@Nullable Boolean create) {
            this.create = create == null || create;
        }
    }

    /// `fanfare.api.internal-key`: what the apps ask of one another as a bearer token; empty: nothing, on loopback
    /// only.
    public record InternalApi(String internalKey) {
        public InternalApi(@Nullable String internalKey) {
            this.internalKey = internalKey == null ? "" : internalKey;
            if (isExample(this.internalKey)) {
                throw new IllegalArgumentException("fanfare.api.internal-key: " + EXAMPLE);
            }
        }

        /// Without the key.
        @Override
        public String toString() {
            return "InternalApi[internalKey=" + (internalKey.isEmpty() ? "none" : "set") + "]";
        }
    }

    public AppSettings(
            @Nullable KafkaSettings kafka,
            @Nullable RegistrySettings registry,
            @Nullable String topicPrefix,
            @Nullable Integer partitions,
            @Nullable Integer replicationFactor,
            @Nullable TopicCreation topics,
            @Nullable String instanceId,
            @Nullable URI advertisedUrl,
            @Nullable URI publicUrl,
            @Nullable Path stateDir,
            @Nullable Integer standbys,
            @Nullable Retention retention,
            @Nullable InternalApi api,
            @Nullable TraceSettings traces) {
        this.kafka = kafka == null ? new KafkaSettings(null, null) : kafka;
        this.registry = registry == null ? RegistrySettings.IN_PROCESS : registry;
        this.topicPrefix = topicPrefix == null ? Topics.DEFAULT_PREFIX : topicPrefix;
        this.partitions = partitions == null ? DEFAULT_PARTITIONS : partitions;
        this.replicationFactor = replicationFactor == null ? 0 : replicationFactor;
        this.topics = topics == null ? new TopicCreation(true) : topics;
        this.instanceId = instanceId == null ? "" : instanceId;
        this.advertisedUrl = checked("fanfare.advertised-url", advertisedUrl);
        this.publicUrl = checked("fanfare.public-url", publicUrl);
        this.stateDir = stateDir == null ? Path.of(".fanfare", "state") : stateDir;
        this.standbys = standbys == null ? 0 : standbys;
        this.retention = retention == null ? Retention.DEFAULT : retention;
        this.api = api == null ? new InternalApi(null) : api;
        this.traces = traces == null ? TraceSettings.OFF : traces;
        if (this.replicationFactor < 0 || this.replicationFactor > 10) {
            throw new IllegalArgumentException(
                    "fanfare.replication-factor: must be 0 to 10, is " + this.replicationFactor);
        }
        if (this.standbys < 0 || this.standbys > 2) {
            throw new IllegalArgumentException("fanfare.standbys: must be 0 to 2, is " + this.standbys);
        }
        if (!this.instanceId.matches("[a-zA-Z0-9._-]{0,100}")) {
            throw new IllegalArgumentException(
                    "fanfare.instance-id: must be up to 100 letters, digits or ._-, is '" + this.instanceId + "'");
        }
        catalogue();
    }

    /// The topics, checked.
    public Topics catalogue() {
        return new Topics(topicPrefix, new Partitioning(partitions), retention);
    }

    /// The names under which callers reach us, beside loopback.
    public List<URI> urls() {
        return Stream.of(publicUrl, advertisedUrl).filter(Objects::nonNull).toList();
    }

    /// `host:port`, as Streams names an instance.
    public static String hostAndPort(URI url) {
        int usual = "https".equals(url.getScheme()) ? 443 : 80;
        return url.getHost() + ":" + (url.getPort() >= 0 ? url.getPort() : usual);
    }

    /// Whoever sets nothing may hand over nothing: an empty text is no URL.
    private static @Nullable URI checked(String setting, @Nullable URI url) {
        if (url == null || url.toString().isEmpty()) {
            return null;
        }
        if (url.getHost() == null || !String.valueOf(url.getScheme()).matches("https?")) {
            throw new IllegalArgumentException(setting + ": must be an http or https URL with a host, is " + url);
        }
        return url;
    }
}
