package dev.fanfare.channels.delivery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// Says the same to whoever calls, whatever was asked, and hangs up.
public final class NonsenseServer implements AutoCloseable {

    private final ServerSocket server;
    private final String says;
    private final boolean asksFirst;

    private NonsenseServer(String says, boolean asksFirst) {
        this.says = says;
        this.asksFirst = asksFirst;
        try {
            server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        Thread.ofVirtual().start(this::serve);
    }

    /// When it has heard something, as in HTTP.
    public static NonsenseServer answering(String says) {
        return new NonsenseServer(says, true);
    }

    /// At once, as in SMTP.
    public static NonsenseServer greeting(String says) {
        return new NonsenseServer(says, false);
    }

    public int port() {
        return server.getLocalPort();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket call = server.accept()) {
                if (asksFirst) {
                    call.getInputStream().read(new byte[8192]);
                }
                call.getOutputStream().write(says.getBytes(StandardCharsets.ISO_8859_1));
                call.getOutputStream().flush();
            } catch (IOException over) {
                // the next call, if it still listens
            }
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
