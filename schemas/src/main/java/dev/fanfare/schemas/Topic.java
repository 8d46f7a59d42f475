package dev.fanfare.schemas;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/// One row of the catalogue.
///
/// @param name the full name, with prefix
/// @param schema of the value; [Schema.Type#BYTES] where it is as it came
/// @param by what the record's partition follows from
/// @param kept what becomes of its records
public record Topic(String name, Schema schema, PartitionedBy by, int partitions, Kept kept) {

    private static final long SHORTEST_SEGMENT = Duration.ofMinutes(10).toMillis();
    private static final long LONGEST_SEGMENT = Duration.ofDays(7).toMillis();

    /// Settings of everything that is compacted, stores' changelogs included: what was replaced or deleted is gone
    /// within a day, since a segment ends after this time, and is compacted when it is this old.
    public static final Map<String, String> COMPACTED_SOON = Map.of(
            TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG,
            String.valueOf(Duration.ofHours(6).toMillis()),
            TopicConfig.DELETE_RETENTION_MS_CONFIG,
            String.valueOf(Duration.ofHours(24).toMillis()));

    /// What a topic's partition follows from.
    public enum PartitionedBy {
        EVENT_KEY,
        RECIPIENT,
        /// One partition.
        NOTHING,
        /// As the record came.
        ORIGIN
    }

    /// What becomes of a topic's records.
    public sealed interface Kept {
        /// The last for each key, for ever.
        record Compacted() implements Kept {}

        /// The last for each key, this long from its writing, whoever has read it.
        record CompactedFor(Duration time) implements Kept {}

        /// Until its readers have worked it off and it is older than this; Kafka itself never deletes one.
        record UntilWorkedOff(Duration then) implements Kept {}

        /// This long from its writing.
        record For(Duration time) implements Kept {}
    }

    /// How Kafka is asked to make it.
    public NewTopic toNewTopic(short replicationFactor, int minInSyncReplicas) {
        Map<String, String> config = new HashMap<>(Map.of(
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(Sizes.MESSAGE + 64 * 1024),
                TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, String.valueOf(minInSyncReplicas)));
        config.putAll(lasting());
        return new NewTopic(name, partitions, replicationFactor).configs(config);
    }

    /// The settings that the topic must have whoever made it: what becomes of its records, and that a record's time is
    /// that of its writing, which no sender can put into the past or the future.
    public Map<String, String> lasting() {
        Map<String, String> config = new HashMap<>(keeping());
        config.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
        return config;
    }

    /// The topic's settings that follow from what becomes of its records.
    ///
    /// All are named, since a broker's own defaults may be others: one that bounds a log's size deletes what waits.
    ///
    /// Kafka frees the disk by whole segments, and never the one that is written to: so a segment of what is worked
    /// off ends as soon as its records may go, or else a quiet topic would hold them for much longer.
    public Map<String, String> keeping() {
        return switch (kept) {
            case Kept.Compacted() -> {
                Map<String, String> compacted = new HashMap<>(COMPACTED_SOON);
                compacted.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
                yield Map.copyOf(compacted);
            }
            case Kept.CompactedFor(var time) -> {
                Map<String, String> compacted = new HashMap<>(COMPACTED_SOON);
                compacted.put(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_COMPACT + "," + TopicConfig.CLEANUP_POLICY_DELETE);
                compacted.put(TopicConfig.RETENTION_MS_CONFIG, String.valueOf(time.toMillis()));
                compacted.put(TopicConfig.RETENTION_BYTES_CONFIG, "-1");
                yield Map.copyOf(compacted);
            }
            case Kept.UntilWorkedOff(var then) ->
                Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG,
                        "-1",
                        TopicConfig.RETENTION_BYTES_CONFIG,
                        "-1",
                        TopicConfig.SEGMENT_MS_CONFIG,
                        String.valueOf(Math.clamp(then.toMillis(), SHORTEST_SEGMENT, LONGEST_SEGMENT)));
            case Kept.For(var time) -> {
                Map<String, String> briefly = new HashMap<>(Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG,
                        String.valueOf(time.toMillis()),
                        TopicConfig.RETENTION_BYTES_CONFIG,
                        "-1"));
                if (time.toMillis() < LONGEST_SEGMENT) {
                    briefly.put(
                            TopicConfig.SEGMENT_MS_CONFIG, String.valueOf(Math.max(time.toMillis(), SHORTEST_SEGMENT)));
                }
                yield Map.copyOf(briefly);
            }
        };
    }
}
