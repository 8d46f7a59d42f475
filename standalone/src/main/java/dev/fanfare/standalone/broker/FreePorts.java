package dev.fanfare.standalone.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// Ports on loopback that nobody listens on now; another process may be quicker to take one.
public final class FreePorts {

    /// Below what systems give to outgoing connections: one of those could else hold the port while its owner restarts,
    /// and a client that waits for it could connect to itself.
    private static final int LOWEST = 15_000;

    private static final int HIGHEST = 32_000;

    private FreePorts() {}

    /// So many different ones.
    public static List<Integer> find(int count) {
        return ThreadLocalRandom.current()
                .ints(LOWEST, HIGHEST)
                .filter(FreePorts::isFree)
                .distinct()
                .limit(count)
                .boxed()
                .toList();
    }

    /// Whether this port can be listened on; no fixed port is 0.
    public static boolean isFree(int port) {
        if (port == 0) {
            return false;
        }
        try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
