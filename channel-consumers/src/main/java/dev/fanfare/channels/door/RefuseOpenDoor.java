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

    private static boolean loopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }
}
