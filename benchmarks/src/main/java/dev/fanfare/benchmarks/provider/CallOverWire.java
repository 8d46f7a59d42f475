package dev.fanfare.benchmarks.provider;

import dev.fanfare.channels.delivery.Answer;
import dev.fanfare.channels.delivery.Category;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// Calls [WireProvider]s, each over one kept connection that all calls share.
final class CallOverWire implements AutoCloseable {

    private final Map<Integer, WireConnection> connections = new ConcurrentHashMap<>();

    Answer call(int port, String delivery) {
        try {
            connection(port).call(delivery).get();
            return new Answer.Delivered("");
        } catch (IOException | ExecutionException broken) {
            return new Answer.Deferred(Category.CONNECTION, "no connection: " + broken.getMessage());
        } catch (InterruptedException cut) {
            return new Answer.Deferred(Category.TIMEOUT, "cut");
        }
    }

    private WireConnection connection(int port) throws IOException {
        WireConnection known = connections.get(port);
        return known != null && known.isOpen() ? known : connected(port);
    }

    private synchronized WireConnection connected(int port) throws IOException {
        @Nullable WireConnection known = connections.get(port);
        if (known != null && known.isOpen()) {
            return known;
        }
        WireConnection fresh = WireConnection.to(port);
        connections.put(port, fresh);
        return fresh;
    }

    @Override
    public void close() {
        connections.values().forEach(WireConnection::close);
    }
}
