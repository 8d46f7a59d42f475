package dev.fanfare.standalone.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/// A real Kafka broker in this JVM, on loopback, whose data outlives it.
///
/// The only place that knows Kafka's server classes, which promise no API.
public final class EmbeddedBroker implements AutoCloseable {

    private final KafkaRaftServer server;
    private final int port;

    private EmbeddedBroker(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /// Ready for clients when this returns: some seconds.
    ///
    /// @throws IllegalStateException where the port is taken or the broker cannot start
    public static EmbeddedBroker start(BrokerSettings settings) {
        List<Integer> free = FreePorts.find(2);
        int port = settings.port() == 0 ? free.getFirst() : settings.port();
        if (!FreePorts.isFree(port)) {
            throw new IllegalStateException("the broker's port " + port + " is taken");
        }
        Path data = settings.data().toAbsolutePath();
        format(data);
        Map<String, Object> config = BrokerConfig.of(data, port, free.getLast());
        var server = new KafkaRaftServer(new KafkaConfig(config, false), Time.SYSTEM);
        server.startup();
        return new EmbeddedBroker(server, port);
    }

    /// `host:port` for clients.
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    /// Ends when the broker has stopped, by [#close] or by itself.
    public void awaitStop() {
        server.awaitShutdown();
    }

    /// Stops cleanly: some seconds at most, and twice does no harm.
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static void format(Path data) {
        try {
            Files.createDirectories(data);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot make the broker's directory " + data, failed);
        }
        if (Files.exists(data.resolve("meta.properties"))) {
            return;
        }
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                    .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                    .setNodeId(BrokerConfig.NODE)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setControllerListenerName(BrokerConfig.CONTROLLER)
                    .setMetadataLogDirectory(data.toString())
                    .addDirectory(data.toString())
                    .setIgnoreFormatted(true)
                    .run();
        } catch (Exception failed) {
            throw new IllegalStateException("cannot prepare the broker's directory " + data, failed);
        }
    }
}
