package dev.fanfare.producer.attack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// Sends what no client library would.
///
/// @param port of the front door
record RawSocket(int port) {

    private static final int PATIENCE_MS = 20_000;

    /// @param status 0 where the connection ended without an answer
    record Answer(int status, String text) {}

    Answer send(Attack attack) {
        try (Socket socket = open()) {
            try {
                OutputStream out = socket.getOutputStream();
                out.write(whole(attack));
                out.flush();
            } catch (IOException refusedEarly) {
                // the answer may stand there all the same
            }
            String text = new String(read(socket), StandardCharsets.ISO_8859_1);
            return new Answer(text.startsWith("HTTP/1.1 ") ? Integer.parseInt(text.substring(9, 12)) : 0, text);
        } catch (IOException failed) {
            throw new UncheckedIOException(attack.name(), failed);
        }
    }

    Socket open() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MS);
        return socket;
    }

    private static byte[] read(Socket socket) {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(read);
        } catch (IOException closed) {
            // what came before it counts
        }
        return read.toByteArray();
    }

    private byte[] whole(Attack attack) {
        byte[] body = Expand.of(attack.body());
        StringBuilder more = new StringBuilder();
        if (!attack.head().contains("\nHost:")) {
            more.append("\nHost: localhost:").append(port);
        }
        if (!attack.head().contains("Transfer-Encoding:") && !attack.head().contains("Content-Length:")) {
            more.append("\nContent-Length: ").append(body.length);
        }
        more.append("\nConnection: close\n\n");
        byte[] head = Expand.of((attack.head() + more).replace("\n", "\r\n"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head);
        bytes.writeBytes(body);
        return bytes.toByteArray();
    }
}
