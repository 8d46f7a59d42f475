package dev.fanfare.standalone.system.bad;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// Answers whatever it is asked with what is no HTTP.
final class NonsenseServer implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());

    NonsenseServer() throws IOException {
        Thread.ofVirtual().start(this::serve);
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort() + "/hook";
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket call = server.accept()) {
                call.getOutputStream().write("HTTP/1.1 000 \u0000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            } catch (IOException over) {
                // the next call, if this still listens
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
