package dev.fanfare.standalone.system.bad;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// An HTTP call as bytes, which no client library keeps from being wrong.
///
/// @param head the request line and headers, without Host and Content-Length
public record RawCall(String head, byte[] body) {

    private static final int PATIENCE_MS = 60_000;

    /// @param status 0 where the connection ended without an answer
    public record Answer(int status, String text) {}

    /// Sends it whole.
    public Answer to(String url) {
        return exchange(url, body.length);
    }

    /// Says that more would come, and leaves.
    void brokenOff(String url) {
        try (Socket socket = open(url)) {
            socket.getOutputStream().write(bytes(url, body.length + 1_000));
            socket.getOutputStream().flush();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Answer exchange(String url, int length) {
        try (Socket socket = open(url)) {
            socket.setSoTimeout(PATIENCE_MS);
            try {
                socket.getOutputStream().write(bytes(url, length));
                socket.getOutputStream().flush();
            } catch (IOException refusedEarly) {
                // the answer may stand there all the same
            }
            String text = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Answer(text.startsWith("HTTP/1.1 ") ? Integer.parseInt(text.substring(9, 12)) : 0, text);
        } catch (IOException failed) {
            throw new UncheckedIOException(head, failed);
        }
    }

    private static Socket open(String url) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), URI.create(url).getPort());
    }

    private byte[] bytes(String url, int length) throws IOException {
        String more = "\r\nHost: " + URI.create(url).getAuthority() + "\r\nConnection: close\r\nContent-Length: "
                + length + "\r\n\r\n";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write((head + more).getBytes(StandardCharsets.UTF_8));
        bytes.write(body);
        return bytes.toByteArray();
    }
}
