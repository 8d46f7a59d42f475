package dev.fanfare.producer.fakes;

import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/// A broker of one, on free ports and fresh data; it can be stopped and started again.
public final class Broker implements AutoCloseable {

    private static final int NODE = 1;
    private final Path data;
    private final int port = freePort();
    private final int controllerPort = freePort();
    private KafkaRaftServer server;

    private Broker(Path data) {
        this.data = data;
        format();
        server = start();
    }

    public static Broker start(Path data) {
        return new Broker(data);
    }

    public String bootstrap() {
        return "localhost:" + port;
    }

    /// Stops; nothing answers until [#again].
    public void stop() {
        server.shutdown();
        server.awaitShutdown();
    }

    /// Starts on the same port and data.
    public void again() {
        server = start();
    }

    @Override
    public void close() {
        stop();
    }

    private KafkaRaftServer start() {
        KafkaRaftServer started = new KafkaRaftServer(new KafkaConfig(config()), Time.SYSTEM);
        started.startup();
        return started;
    }

    private void format() {
        try {
            Files.createDirectories(data);
            new Formatter()
                    .setPrintStream(new PrintStream(
                            PrintStream.nullOutputStream(), false, java.nio.charset.StandardCharsets.UTF_8))
                    .setNodeId(NODE)
                    .setClusterId(Uuid.randomUuid().toString())
                    .addDirectory(data.toString())
                    .setMetadataLogDirectory(data.toString())
                    .setControllerListenerName("CONTROLLER")
                    .run();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private Map<String, String> config() {
        Map<String, String> config = new HashMap<>();
        config.put("process.roles", "broker,controller");
        config.put("node.id", String.valueOf(NODE));
        config.put("log.dirs", data.toString());
        config.put("controller.quorum.voters", NODE + "@localhost:" + controllerPort);
        config.put("controller.listener.names", "CONTROLLER");
        config.put("inter.broker.listener.name", "PLAINTEXT");
        config.put("listeners", "PLAINTEXT://localhost:" + port + ",CONTROLLER://localhost:" + controllerPort);
        config.put("advertised.listeners", "PLAINTEXT://localhost:" + port);
        config.put("offsets.topic.replication.factor", "1");
        config.put("offsets.topic.num.partitions", "1");
        config.put("transaction.state.log.replication.factor", "1");
        config.put("transaction.state.log.min.isr", "1");
        config.put("transaction.state.log.num.partitions", "1");
        config.put("group.initial.rebalance.delay.ms", "0");
        config.put("log.cleaner.dedupe.buffer.size", "16777216");
        config.put("auto.create.topics.enable", "false");
        config.put("controlled.shutdown.enable", "false");
        return config;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new IllegalStateException(none);
        }
    }
}
