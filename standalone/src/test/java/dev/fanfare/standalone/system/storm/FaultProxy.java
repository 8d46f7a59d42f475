package dev.fanfare.standalone.system.storm;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/// A TCP proxy on loopback whose connections may be cut, stalled and slowed.
final class FaultProxy implements AutoCloseable {

    private static final int CHUNK = 16 * 1024;
    private static final long SLOW_NANOS = 50_000_000;
    private static final int BACKLOG = 1_000;

    /// What may be wrong with the line.
    enum Line {
        /// Connections end, and new ones do as soon as they come.
        CUT,
        /// Connections stay and carry nothing.
        STALLED,
        /// Each 16 KiB take 50 ms.
        SLOW
    }

    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Map<Line, Integer> troubles = new EnumMap<>(Line.class);
    private volatile int target;

    FaultProxy() {
        try {
            server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /// New connections go to this port of loopback.
    void to(int port) {
        target = port;
    }

    void begin(Line line) {
        synchronized (troubles) {
            troubles.merge(line, 1, Integer::sum);
            troubles.notifyAll();
        }
        if (line == Line.CUT) {
            open.forEach(FaultProxy::close);
        }
    }

    /// As often as it has begun.
    void end(Line line) {
        synchronized (troubles) {
            troubles.merge(line, -1, Integer::sum);
            troubles.notifyAll();
        }
    }

    @Override
    public void close() {
        close(server);
        open.forEach(FaultProxy::close);
    }

    private boolean is(Line line) {
        synchronized (troubles) {
            return troubles.getOrDefault(line, 0) > 0;
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                open.add(client);
                Thread.ofVirtual().start(() -> connect(client));
            }
        } catch (IOException closed) {
            // as it should
        }
    }

    private void connect(Socket client) {
        try (client;
                Socket provider = new Socket(InetAddress.getLoopbackAddress(), target)) {
            open.add(provider);
            client.setTcpNoDelay(true);
            provider.setTcpNoDelay(true);
            if (!is(Line.CUT)) {
                Thread answers = Thread.ofVirtual().start(() -> pump(provider, client));
                pump(client, provider);
                answers.join();
            }
            open.remove(provider);
        } catch (IOException away) {
            // the client sees its connection end
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
        }
    }

    private void pump(Socket from, Socket to) {
        try (from;
                to) {
            byte[] chunk = new byte[CHUNK];
            InputStream in = from.getInputStream();
            for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                pass();
                to.getOutputStream().write(chunk, 0, length);
            }
        } catch (IOException ended) {
            // both ends are closed
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void pass() throws InterruptedException {
        synchronized (troubles) {
            while (is(Line.STALLED) && !is(Line.CUT)) {
                troubles.wait();
            }
        }
        if (is(Line.SLOW)) {
            LockSupport.parkNanos(SLOW_NANOS);
        }
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception closed) {
            // it is
        }
    }
}
