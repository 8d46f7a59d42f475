package dev.fanfare.standalone.check;

import dev.fanfare.standalone.check.Finding.Bad;
import dev.fanfare.standalone.check.Finding.Good;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// Does a mail server greet us?
final class CheckSmtp {

    private static final String ABOUT = "smtp";
    private static final int PATIENCE_MILLIS = 5_000;

    private CheckSmtp() {}

    static Finding check(String host, int port) {
        String where = host + ":" + port;
        String remedy =
                "correct fanfare.email.smtp.host and .port; mails are tried again meanwhile, and given up after fanfare.email.retry.attempts";
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            String greeting = String.valueOf(in.readLine());
            return greeting.startsWith("220")
                    ? new Good(ABOUT, where + " says " + greeting)
                    : new Bad(ABOUT, where + " says " + greeting + ", not 220", remedy);
        } catch (IOException failed) {
            return new Bad(ABOUT, where + ": " + failed.getMessage(), remedy);
        }
    }
}
