package dev.fanfare.standalone.broker;

import java.nio.file.Path;

/// Where a broker keeps its data and listens.
///
/// @param data its directory; made when it is not there, and taken up again, with the port that it has kept, when it is
/// @param port what a new directory takes on 127.0.0.1 if nobody else has it; 0 for any free one
public record BrokerSettings(Path data, int port) {

    public BrokerSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("the broker's port must be 0 to 65535, is " + port);
        }
        data = data.toAbsolutePath();
    }

    /// On any free port.
    public static BrokerSettings in(Path data) {
        return new BrokerSettings(data, 0);
    }
}
