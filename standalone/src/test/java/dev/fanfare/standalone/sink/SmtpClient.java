package dev.fanfare.standalone.sink;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// One SMTP connection, line by line.
final class SmtpClient implements AutoCloseable {

    private final Socket socket;
    private final BufferedReader in;

    SmtpClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        in.readLine();
        say("HELO here");
    }

    /// Answers the reply of the first step that fails, or the last one.
    String send(String to, String... headers) throws IOException {
        say("MAIL FROM:<fanfare@example.org>");
        String taken = say("RCPT TO:<" + to + ">");
        if (!taken.startsWith("250")) {
            say("RSET");
            return taken;
        }
        say("DATA");
        return say(String.join("\r\n", headers) + "\r\n\r\nHello\r\n.");
    }

    private String say(String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        return String.valueOf(in.readLine());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
