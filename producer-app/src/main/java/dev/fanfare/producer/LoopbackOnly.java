package dev.fanfare.producer;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/// Where no keys are in use, only this machine may reach us.
final class LoopbackOnly {

    private LoopbackOnly() {}

    /// @param setting `server.address`, for the message
    /// @throws IllegalStateException where the address is no loopback address
    static void require(String setting, @Nullable InetAddress address) {
        if (address == null || !address.isLoopbackAddress()) {
            String given = address == null ? "every address" : address.getHostAddress();
            throw new IllegalStateException(
                    setting + ": is " + given + ", which others can reach, and fanfare.api.keys is empty: "
                            + "set fanfare.api.keys, or set " + setting + " to 127.0.0.1");
        }
    }
}
