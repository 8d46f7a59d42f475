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
        if (!settings.api().internalKey().isEmpty()) {
            return;
        }
        String address = environment.getProperty("server.address");
        refuse("server.address", address);
        if (environment.getProperty("management.server.port") != null) {
            refuse(
                    "management.server.address",
                    environment.getProperty("management.server.address", String.valueOf(address)));
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
