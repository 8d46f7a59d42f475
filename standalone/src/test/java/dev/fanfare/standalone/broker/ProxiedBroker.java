package dev.fanfare.standalone.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/// The broker with a second listener, whose clients are sent to a proxy: `ProxiedBroker DATA PORT CONTROLLER PROXIED
/// PROXY`.
///
/// At PORT it answers without the proxy, as the tests and the broker's own work need it. Prints `READY host:port`.
public final class ProxiedBroker {

    private ProxiedBroker() {}

    /// @param args the data directory, the ports of this broker, and last the port of the proxy before PROXIED
    public static void main(String[] args) throws IOException {
        Path data = Path.of(args[0]);
        int port = Integer.parseInt(args[1]);
        BrokerDirectory.prepare(data);
        Map<String, Object> config = BrokerConfig.of(data, port, Integer.parseInt(args[2]));
        config.merge("listeners", ",PROXIED://127.0.0.1:" + args[3], ProxiedBroker::append);
        config.merge("advertised.listeners", ",PROXIED://127.0.0.1:" + args[4], ProxiedBroker::append);
        config.merge("listener.security.protocol.map", ",PROXIED:PLAINTEXT", ProxiedBroker::append);
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(config, false), Time.SYSTEM);
        server.startup();
        LostMarkers.write("127.0.0.1:" + port);
        System.out.println("READY 127.0.0.1:" + port);
        System.in.transferTo(OutputStream.nullOutputStream());
        Runtime.getRuntime().halt(0);
    }

    private static Object append(Object before, Object more) {
        return before.toString() + more;
    }
}
