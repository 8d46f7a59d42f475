package dev.fanfare.channels.engine;

import static org.apache.kafka.clients.consumer.ConsumerConfig.*;

import java.util.HashMap;
import java.util.Map;

/// Kafka's settings for a channel's consumer.
final class ConsumerConfigs {

    private ConsumerConfigs() {}

    /// @param client how to reach the brokers
    /// @param instance the process's lasting name; empty for none
    static Map<String, Object> of(Map<String, Object> client, String group, String instance, LaneShares shares) {
        Map<String, Object> config = new HashMap<>(client);
        config.put(GROUP_ID_CONFIG, group);
        config.put(GROUP_PROTOCOL_CONFIG, "classic");
        config.put(SESSION_TIMEOUT_MS_CONFIG, 6_000);
        // By a heartbeat's answer a member hears that the group rebalances; until all have heard it nobody can commit.
        config.put(HEARTBEAT_INTERVAL_MS_CONFIG, 250);
        // Partition n of each lane goes to one owner, and whoever comes or goes disturbs nobody who need not give way.
        config.put(PARTITION_ASSIGNMENT_STRATEGY_CONFIG, KeepOrMove.class.getName());
        config.put(AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(MAX_POLL_RECORDS_CONFIG, shares.pollRecords());
        // Small fetches: what is urgent never waits behind a buffer of bulk, and a resumed lane is asked for at once.
        config.put(MAX_PARTITION_FETCH_BYTES_CONFIG, 256 * 1024);
        config.put(FETCH_MAX_BYTES_CONFIG, 8 * 1024 * 1024);
        config.put(FETCH_MAX_WAIT_MS_CONFIG, 50);
        if (!instance.isEmpty()) {
            config.put(GROUP_INSTANCE_ID_CONFIG, instance);
        }
        return config;
    }
}
