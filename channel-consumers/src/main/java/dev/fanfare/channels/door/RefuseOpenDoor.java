package dev.fanfare.channels.door;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/// Without a key nobody listens off loopback.
public final class RefuseOpenDoor {

    private RefuseOpenDoor() {}

    /// @param address that is listened on; null for every one
    /// @throws IllegalStateException naming what to set, where others could call without a key
    public static void check(@Nullable String address, String internalKey) {
        if (internalKey.isEmpty() && (address == null || !loopback(address))) {
            throw new IllegalStateException("server.address: is " + (address == null ? "every interface" : address)
                    + ", which others can reach; set fanfare.api.internal-key, or server.address=127.0.0.1");
        }
    }

    /// A door of its own for management would ask for no key.
    ///
    /// @param port `management.server.port`, if it is set
    /// @throws IllegalStateException naming the setting
    public static void checkManagement(@Nullable String port) {
        if (port != null && !port.isEmpty()) {
            throw new IllegalStateException(
                    "management.server.port: is not taken; health and metrics are served at server.port");
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
