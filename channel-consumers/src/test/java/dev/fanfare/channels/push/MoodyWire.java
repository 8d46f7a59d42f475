package dev.fanfare.channels.push;

import dev.fanfare.channels.delivery.FakeProvider.Mood;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A wire to a server on loopback that can be cut, go dead, and carry nonsense.
final class MoodyWire implements AutoCloseable {

    private static final int LONG = 8_000_000;

    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final int behind;
    private final ServerSocket server;
    private final Thread acceptor = Thread.ofVirtual().unstarted(this::accept);
    private volatile Mood mood = Mood.KIND;
    private volatile boolean closed;

    MoodyWire(int behind) {
        this.behind = behind;
        try {
            server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        acceptor.start();
    }

    int port() {
        return server.getLocalPort();
    }

    void mood(Mood mood) {
        this.mood = mood;
    }

    void cut() {
        sockets.forEach(MoodyWire::close);
        sockets.clear();
    }

    @Override
    public void close() {
        closed = true;
        try {
            server.close();
            acceptor.join();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        cut();
    }

    private void accept() {
        try {
            while (true) {
                Socket caller = server.accept();
                if (closed) {
                    close(caller);
                    return;
                }
                sockets.add(caller);
                connect(caller);
            }
        } catch (IOException over) {
            // The test is over.
        }
    }

    private void connect(Socket caller) throws IOException {
        switch (mood) {
            case SILENT -> {}
            case NONSENSE ->
                say(caller, "220 mail.example.org ESMTP\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            case ENDLESS -> say(caller, new byte[LONG]);
            case BREAKING -> {
                caller.getInputStream().read(new byte[8]);
                close(caller);
            }
            case KIND, UNKNOWN_ADDRESS, TROUBLED, STRANGE, THROTTLING, ECHOING -> {
                Socket there = new Socket(InetAddress.getLoopbackAddress(), behind);
                sockets.add(there);
                Thread.ofVirtual().start(() -> carry(caller, there));
                Thread.ofVirtual().start(() -> carry(there, caller));
            }
        }
    }

    private static void say(Socket caller, byte[] words) {
        Thread.ofVirtual().start(() -> {
            try {
                caller.getOutputStream().write(words);
                caller.getOutputStream().flush();
            } catch (IOException gone) {
                // It did not want to hear.
            }
        });
    }

    private static void carry(Socket from, Socket to) {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException cut) {
            // Both ends are closed.
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyClosed) {
            // That is all we want.
        }
    }
}
