package dev.fanfare.standalone.check;

import dev.fanfare.standalone.check.Finding.Bad;
import dev.fanfare.standalone.check.Finding.Doubtful;
import dev.fanfare.standalone.check.Finding.Good;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import picocli.CommandLine.TypeConversionException;

/// Does a mail server greet us?
final class CheckSmtp {

    private static final String ABOUT = "smtp";
    private static final String HOST = "fanfare.email.smtp.host";
    private static final String REMEDY =
            "correct fanfare.email.smtp.host and .port; mails are tried again meanwhile, and given up after fanfare.email.retry.attempts";
    private static final int PATIENCE_MILLIS = 5_000;

    private CheckSmtp() {}

    /// @param named at the command line; null for the one of the settings
    static Finding check(@Nullable InetSocketAddress named, Environment given) {
        if (named != null) {
            return greeted(named);
        }
        String set = given.getProperty(HOST, "localhost") + ":" + given.getProperty("fanfare.email.smtp.port", "25");
        try {
            Finding found = greeted(new MailServer().convert(set));
            return found instanceof Bad bad && !given.containsProperty(HOST)
                    ? new Doubtful(
                            ABOUT,
                            bad.seen(),
                            "mails go there until fanfare.email.smtp.host says where; each is tried again meanwhile, and given up after fanfare.email.retry.attempts")
                    : found;
        } catch (TypeConversionException none) {
            return new Bad(ABOUT, "fanfare.email.smtp.host and .port make no address: " + set, REMEDY);
        }
    }

    private static Finding greeted(InetSocketAddress server) {
        String where = server.getHostString() + ":" + server.getPort();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(server.getHostString(), server.getPort()), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            String greeting = String.valueOf(in.readLine());
            return greeting.startsWith("220")
                    ? new Good(ABOUT, where + " says " + greeting)
                    : new Bad(ABOUT, where + " says " + greeting + ", not 220", REMEDY);
        } catch (UnknownHostException nobody) {
            return new Bad(ABOUT, where + ": nobody knows this name", REMEDY);
        } catch (IOException failed) {
            return new Bad(ABOUT, where + ": " + failed.getMessage(), REMEDY);
        }
    }
}
