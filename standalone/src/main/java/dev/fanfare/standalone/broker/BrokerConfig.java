package dev.fanfare.standalone.broker;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// Kafka's settings for a single small broker, its own controller, that only this machine can reach.
final class BrokerConfig {

    static final int NODE = 1;
    static final String CONTROLLER = "CONTROLLER";
    private static final String CLIENTS = "PLAINTEXT";
    private static final int YEAR_IN_MINUTES = 365 * 24 * 60;
    private static final int MIB = 1024 * 1024;

    private BrokerConfig() {}

    static Map<String, Object> of(Path data, int port, int controllerPort) {
        Map<String, Object> config = new TreeMap<>();
        listeners(config, port, controllerPort);
        internalTopics(config);
        small(config);
        config.put("log.dirs", data.toString());
        config.put("auto.create.topics.enable", false);
        config.put("group.initial.rebalance.delay.ms", 0);
        // A group that stays empty for longer loses its place, and our consumers refuse to guess one.
        config.put("offsets.retention.minutes", YEAR_IN_MINUTES);
        // After a kill, a broker waits this long until its former self is forgotten.
        config.put("broker.session.timeout.ms", 6_000);
        config.put("broker.heartbeat.interval.ms", 500);
        return config;
    }

    private static void listeners(Map<String, Object> config, int port, int controllerPort) {
        config.put("node.id", NODE);
        config.put("process.roles", "broker,controller");
        config.put(
                "listeners",
                "%s://127.0.0.1:%d,%s://127.0.0.1:%d".formatted(CLIENTS, port, CONTROLLER, controllerPort));
        config.put("advertised.listeners", "%s://127.0.0.1:%d".formatted(CLIENTS, port));
        config.put("listener.security.protocol.map", CLIENTS + ":PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
        config.put("controller.listener.names", CONTROLLER);
        config.put("inter.broker.listener.name", CLIENTS);
        config.put("controller.quorum.voters", NODE + "@127.0.0.1:" + controllerPort);
    }

    private static void internalTopics(Map<String, Object> config) {
        for (String topic : new String[] {"offsets.topic", "transaction.state.log", "share.coordinator.state.topic"}) {
            config.put(topic + ".num.partitions", 5);
            config.put(topic + ".replication.factor", (short) 1);
        }
        // Compacted early, since a coordinator reads all of it before it answers.
        config.put("offsets.topic.segment.bytes", MIB);
        config.put("transaction.state.log.segment.bytes", MIB);
        config.put("transaction.state.log.min.isr", 1);
        config.put("share.coordinator.state.topic.min.isr", (short) 1);
        config.put("default.replication.factor", 1);
        config.put("min.insync.replicas", 1);
    }

    private static void small(Map<String, Object> config) {
        config.put("num.network.threads", 2);
        config.put("num.io.threads", 4);
        config.put("log.cleaner.dedupe.buffer.size", 16L * MIB);
        config.put("log.segment.bytes", 128 * MIB);
        // An index is mapped whole; this much is enough for a segment of that size.
        config.put("log.index.size.max.bytes", MIB);
        config.put("log.segment.delete.delay.ms", 1_000L);
        config.put("metric.reporters", "");
    }
}
