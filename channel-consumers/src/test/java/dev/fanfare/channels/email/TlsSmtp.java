package dev.fanfare.channels.email;

import dev.fanfare.channels.delivery.Certificate;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/// A mail server that takes mails only over TLS, which begins with STARTTLS, and only with a password.
final class TlsSmtp implements AutoCloseable {

    /// What was said to it before anything was encrypted, and behind that.
    final List<String> openly = new CopyOnWriteArrayList<>();

    final List<String> encrypted = new CopyOnWriteArrayList<>();
    private final ServerSocket server;
    private final SSLContext tls;

    TlsSmtp(Certificate certificate) {
        tls = context(certificate);
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /// Of both sides: shows this certificate, and trusts it.
    static SSLContext context(Certificate certificate) {
        try {
            char[] password = "changeit".toCharArray();
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, password);
            store.setKeyEntry("server", certificate.key(), password, new java.security.cert.Certificate[] {
                certificate.certificate()
            });
            store.setCertificateEntry("trusted", certificate.certificate());
            KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
            keys.init(store, password);
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> talk(socket));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void talk(Socket socket) {
        try (socket) {
            say(socket, "220 tls");
            if (listen(socket, openly)) {
                SSLSocket secure =
                        (SSLSocket) tls.getSocketFactory().createSocket(socket, "127.0.0.1", socket.getPort(), true);
                secure.setUseClientMode(false);
                listen(secure, encrypted);
            }
        } catch (IOException gone) {
            // Who does not trust the certificate hangs up.
        }
    }

    /// @return whether it goes on encrypted
    private static boolean listen(Socket socket, List<String> heard) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        boolean text = false;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            heard.add(line);
            if (text) {
                text = !line.equals(".");
                if (!text) {
                    say(socket, "250 taken");
                }
                continue;
            }
            String verb = line.split("[ :]", 2)[0];
            text = verb.equals("DATA");
            say(socket, answer(verb, socket instanceof SSLSocket));
            if (verb.equals("STARTTLS")) {
                return true;
            }
        }
        return false;
    }

    private static String answer(String verb, boolean secure) {
        return switch (verb) {
            case "EHLO" -> secure ? "250-tls\r\n250 AUTH PLAIN" : "250-tls\r\n250 STARTTLS";
            case "STARTTLS" -> "220 go ahead";
            case "AUTH" -> "235 welcome";
            case "DATA" -> "354 go on";
            default -> secure ? "250 ok" : "530 5.7.0 STARTTLS first";
        };
    }

    private static void say(Socket socket, String reply) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write((reply + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
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
