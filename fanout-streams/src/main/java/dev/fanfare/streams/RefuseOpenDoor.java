package dev.fanfare.streams;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/// Without a key nobody listens off loopback: refuses to start.
final class RefuseOpenDoor {

    private RefuseOpenDoor() {}

    /// @throws IllegalStateException naming the settings to change
    static void check(Environment environment, StreamsSettings settings) {
        if (!environment.getProperty("management.server.port", "").isEmpty()) {
            throw new IllegalStateException(
                    "management.server.port: is not taken; health and metrics are served at server.port");
        }
        if (settings.api().internalKey().isEmpty()) {
            refuse("server.address", environment.getProperty("server.address"));
        }
    }

    private static void refuse(String setting, @Nullable String address) {
        if (address == null || !loopback(address)) {
            throw new IllegalStateException(setting + ": is " + (address == null ? "every interface" : address)
                    + ", which others can reach; set fanfare.api.internal-key, or " + setting + "=127.0.0.1");
        }
    }

    private static boolean loopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }
}
