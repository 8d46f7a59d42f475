package dev.fanfare.standalone.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/// The broker as a process of its own: `BrokerProcess DATA PORT`.
///
/// Prints `READY host:port` when clients may come, and stops cleanly on SIGTERM or when its standard input ends, so
/// that it does not outlive whoever started it.
public final class BrokerProcess {

    private BrokerProcess() {}

    /// @param args the data directory, and the port for a new one, 0 for any free one
    public static void main(String[] args) throws IOException {
        if (args.length != 2) {
            System.err.println("usage: BrokerProcess DATA PORT");
            System.exit(2);
        }
        EmbeddedBroker broker = EmbeddedBroker.start(new BrokerSettings(Path.of(args[0]), Integer.parseInt(args[1])));
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "stop-broker"));
        System.out.println("READY " + broker.bootstrapServers());
        System.in.transferTo(OutputStream.nullOutputStream());
        System.exit(0);
    }
}
