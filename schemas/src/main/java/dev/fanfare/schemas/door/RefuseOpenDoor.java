package dev.fanfare.schemas.door;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Without keys nobody listens off loopback: refuses to start.
///
/// @param settings the value of a setting by its full name, if it is set
public record RefuseOpenDoor(Function<String, @Nullable String> settings) {

    /// @param keys the setting that others would need a key by
    /// @param inUse whether it holds any
    /// @throws IllegalStateException naming the settings to change
    public void check(String keys, boolean inUse) {
        String port = settings.apply("management.server.port");
        if (port != null && !port.isEmpty()) {
            throw new IllegalStateException("management.server.port: is not taken; health and metrics are served at "
                    + "server.port, where keys are asked for");
        }
        String address = settings.apply("server.address");
        boolean everywhere = address == null || address.isBlank(); // while a look-up takes no name for loopback
        if (!inUse && (everywhere || !loopback(address))) {
            throw new IllegalStateException("server.address: is " + (everywhere ? "every interface" : address)
                    + ", which others can reach; set " + keys + ", or server.address=127.0.0.1");
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
