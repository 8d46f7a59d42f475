package dev.fanfare.standalone.broker;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/// A real Kafka broker in this JVM, on loopback, whose data outlives it.
///
/// With [BrokerDirectory] and [LostMarkers] the only place that knows Kafka's server classes, which promise no API.
public final class EmbeddedBroker implements AutoCloseable {

    private static final int ATTEMPTS = 3;

    private final KafkaRaftServer server;
    private final int port;

    private EmbeddedBroker(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /// Ready for clients when this returns: some seconds.
    ///
    /// @throws IllegalStateException where the broker cannot start
    public static EmbeddedBroker start(BrokerSettings settings) {
        Path data = settings.data();
        String cluster = BrokerDirectory.prepare(data);
        BrokerPorts ports = BrokerPorts.choose(data, settings.port());
        for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
            try {
                return start(data, ports, cluster);
            } catch (RuntimeException failed) {
                if (ports.areFree()) {
                    throw failed;
                }
                // Somebody was quicker.
                ports = BrokerPorts.choose(data, settings.port());
            }
        }
        return start(data, ports, cluster);
    }

    private static EmbeddedBroker start(Path data, BrokerPorts ports, String cluster) {
        Map<String, Object> config = BrokerConfig.of(data, ports.clients(), ports.controller());
        var server = new KafkaRaftServer(new KafkaConfig(config, false), Time.SYSTEM);
        try {
            server.startup();
            EmbeddedBroker broker = new EmbeddedBroker(server, ports.clients());
            SameCluster.require(broker.bootstrapServers(), cluster);
            LostMarkers.write(broker.bootstrapServers());
            return broker;
        } catch (RuntimeException failed) {
            server.shutdown();
            throw failed;
        }
    }

    /// Where the broker over this directory listens if it runs, or did last; nothing where there was none.
    public static Optional<String> lastAddress(Path data) {
        return BrokerPorts.kept(data).map(ports -> "127.0.0.1:" + ports.clients());
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
}
