package dev.fanfare.standalone.system.apart;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// A plain load balancer: each connection goes to the next address, or to the one behind it where that is away. It
/// knows nothing of what it carries.
final class RoundRobin implements AutoCloseable {

    private final ServerSocket server;
    private final List<InetSocketAddress> addresses;
    private final AtomicInteger turn = new AtomicInteger();

    RoundRobin(List<String> urls) {
        addresses = urls.stream()
                .map(URI::create)
                .map(url -> new InetSocketAddress(url.getHost(), url.getPort()))
                .toList();
        try {
            server = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    @Override
    public void close() {
        quiet(server::close);
    }

    private void accept() {
        while (!server.isClosed()) {
            quiet(() -> {
                Socket reader = server.accept();
                Thread.ofVirtual().start(() -> carry(reader));
            });
        }
    }

    private void carry(Socket reader) {
        for (int n = 0; n < addresses.size(); n++) {
            Socket app = new Socket();
            try {
                app.connect(addresses.get(Math.floorMod(turn.getAndIncrement(), addresses.size())));
            } catch (IOException away) {
                continue;
            }
            Thread.ofVirtual().start(() -> pump(reader, app));
            pump(app, reader);
            return;
        }
        quiet(reader::close);
    }

    /// Whoever ends first ends both.
    private static void pump(Socket from, Socket to) {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            byte[] some = new byte[8 * 1024];
            for (int count = in.read(some); count >= 0; count = in.read(some)) {
                out.write(some, 0, count);
            }
        } catch (IOException ended) {
            // for both
        }
    }

    private interface Closing {
        void run() throws IOException;
    }

    private static void quiet(Closing what) {
        try {
            what.run();
        } catch (IOException closed) {
            // it was to be
        }
    }
}
