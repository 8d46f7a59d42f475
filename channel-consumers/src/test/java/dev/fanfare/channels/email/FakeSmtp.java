package dev.fanfare.channels.email;

import dev.fanfare.channels.delivery.Deliveries;
import dev.fanfare.channels.delivery.FakeProvider;
import dev.fanfare.channels.delivery.Gateway;
import dev.fanfare.channels.delivery.RetryPolicy;
import dev.fanfare.channels.delivery.SendSettings;
import dev.fanfare.schemas.Delivery;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/// A mail server of a few commands that answers as it is told, with the right codes for its mood or with any others.
final class FakeSmtp implements FakeProvider {

    final List<String> commands = new CopyOnWriteArrayList<>();
    final List<String> mails = new CopyOnWriteArrayList<>();
    private final Map<String, String> replies = new ConcurrentHashMap<>();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final ServerSocket server;
    private volatile Mood mood = Mood.KIND;
    private volatile boolean closed;

    FakeSmtp() {
        try {
            server = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /// From now on this verb (`.` for the end of a text, `HELLO` for the greeting) is answered so.
    void reply(String verb, String reply) {
        replies.put(verb, reply);
    }

    long connected() {
        return commands.stream().filter(command -> command.startsWith("EHLO")).count();
    }

    @Override
    public Gateway gateway(Duration timeout) {
        SendSettings send = new SendSettings(250, timeout, RetryPolicy.DEFAULT);
        return new EmailGateway(
                new EmailSettings(
                        send,
                        new SmtpSettings("127.0.0.1", port(), "", "", "Fanfare <fanfare@example.com>", false),
                        Optional.empty()),
                InstantSource.fixed(Deliveries.NOON));
    }

    @Override
    public Delivery delivery(String recipient) {
        return Deliveries.email(recipient);
    }

    @Override
    public void mood(Mood mood) {
        this.mood = mood;
    }

    @Override
    public List<String> ids() {
        return mails.stream()
                .map(mail -> mail.replaceFirst("(?s).*X-Fanfare-Delivery: (\\S+).*", "$1"))
                .toList();
    }

    @Override
    public void restart() {
        connections.forEach(FakeSmtp::close);
    }

    @Override
    public void close() {
        closed = true;
        try {
            server.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        restart();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                if (closed) { // an accept under way outlives the closing
                    close(socket);
                    return;
                }
                connections.add(socket);
                Thread.ofVirtual().start(() -> talk(socket));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void talk(Socket socket) {
        try (socket) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            OutputStream out = socket.getOutputStream();
            say(out, reply("HELLO"));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                commands.add(line);
                String verb = line.split("[ :]", 2)[0];
                String reply = reply(verb);
                say(out, reply);
                if (reply.startsWith("354")) {
                    mails.add(text(in));
                    say(out, reply("."));
                }
            }
        } catch (IOException gone) {
            // As a server's client may be at any time.
        }
    }

    private String reply(String verb) {
        String scripted = replies.get(verb);
        if (scripted != null) {
            return scripted;
        }
        if (mood == Mood.SILENT && verb.equals("MAIL")) {
            hang();
        }
        return switch (verb) {
            case "HELLO" -> "220 fake";
            case "EHLO" -> "250-fake\r\n250-AUTH PLAIN\r\n250 8BITMIME";
            case "AUTH" -> "235 welcome";
            case "MAIL" -> mood == Mood.STRANGE ? "530 who are you" : "250 ok";
            case "RCPT" ->
                mood == Mood.UNKNOWN_ADDRESS
                        ? "550 5.1.1 no such user"
                        : mood == Mood.TROUBLED ? "451 4.3.0 come back later" : "250 ok";
            case "DATA" -> "354 go on";
            case "QUIT" -> "221 bye";
            default -> "250 ok";
        };
    }

    private static void hang() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void say(OutputStream out, String reply) throws IOException {
        out.write((reply + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static String text(BufferedReader in) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            text.append(line).append('\n');
        }
        return text.toString();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyClosed) {
            // That is all we want.
        }
    }
}
