package dev.fanfare.standalone.system.several;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/// A broker of a cluster in a process of its own: `OneOfThree NODE DATA CLUSTER PORTS`, where the ports are those of
/// all nodes, for clients and controllers in turn.
///
/// Prints `READY host:port`, and stops cleanly on SIGTERM.
final class OneOfThree {

    private OneOfThree() {}

    public static void main(String[] args) throws Exception {
        int node = Integer.parseInt(args[0]);
        Path data = Path.of(args[1]);
        List<Integer> ports =
                Stream.of(args[3].split(",")).map(Integer::valueOf).toList();
        if (Files.notExists(data)) {
            format(node, data, args[2]);
        }
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(config(node, data, ports), false), Time.SYSTEM);
        server.startup();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.shutdown();
            server.awaitShutdown();
        }));
        System.out.println("READY 127.0.0.1:" + ports.get(2 * node));
        server.awaitShutdown();
    }

    private static void format(int node, Path data, String cluster) throws Exception {
        Files.createDirectories(data);
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setNodeId(node)
                .setClusterId(cluster)
                .addDirectory(data.toString())
                .setMetadataLogDirectory(data.toString())
                .setControllerListenerName("CONTROLLER")
                .run();
    }

    private static Map<String, Object> config(int node, Path data, List<Integer> ports) throws IOException {
        Map<String, Object> config = new HashMap<>();
        config.put("process.roles", "broker,controller");
        config.put("node.id", node);
        config.put("log.dirs", data.toString());
        config.put(
                "controller.quorum.voters",
                IntStream.range(0, ports.size() / 2)
                        .mapToObj(other -> other + "@127.0.0.1:" + ports.get(2 * other + 1))
                        .collect(Collectors.joining(",")));
        config.put("controller.listener.names", "CONTROLLER");
        config.put("inter.broker.listener.name", "PLAINTEXT");
        config.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        config.put(
                "listeners",
                "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
                        .formatted(ports.get(2 * node), ports.get(2 * node + 1)));
        config.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + ports.get(2 * node));
        for (String topic : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            config.put(topic + ".num.partitions", 5);
            config.put(topic + ".replication.factor", (short) 3);
        }
        config.put("transaction.state.log.min.isr", 2);
        config.put("default.replication.factor", 3);
        config.put("min.insync.replicas", 2);
        config.put("offsets.retention.minutes", 365 * 24 * 60);
        config.put("auto.create.topics.enable", false);
        config.put("log.cleaner.dedupe.buffer.size", 16L * 1024 * 1024);
        config.put("num.network.threads", 2);
        config.put("num.io.threads", 4);
        return config;
    }
}
