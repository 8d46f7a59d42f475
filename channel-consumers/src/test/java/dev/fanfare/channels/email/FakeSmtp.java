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
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/// A mail server of a few commands that answers as it is told, with the right codes for its mood or with any others.
final class FakeSmtp implements FakeProvider {

    static final String PASSWORD = "geheim-4711";

    private static final String BROKEN = "25";
    private static final int LONG = 8_000_000;

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
                        new SmtpSettings(
                                "127.0.0.1", port(), "fanfare", PASSWORD, "Fanfare <fanfare@example.com>", false),
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

    /// SMTP has no word for it: a 450 may be a greylist or a busy mailbox as well.
    @Override
    public boolean throttle(String retryAfter) {
        mood(Mood.THROTTLING);
        return false;
    }

    @Override
    public List<String> secrets() {
        return Stream.of("fanfare\0fanfare\0" + PASSWORD, "\0fanfare\0" + PASSWORD, PASSWORD)
                .flatMap(login ->
                        Stream.of(login, Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8))))
                .toList();
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
            say(out, answer("HELLO", ""));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                commands.add(line);
                String verb = line.split("[ :]", 2)[0];
                String reply = answer(verb, line);
                say(out, reply);
                if (reply.equals(BROKEN)) {
                    return;
                }
                if (reply.startsWith("354")) {
                    mails.add(text(in));
                    say(out, answer(".", ""));
                }
            }
        } catch (IOException gone) {
            // As a server's client may be at any time.
        }
    }

    private String answer(String verb, String line) {
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
            case "AUTH" -> mood == Mood.STRANGE ? "535 who are you? not " + line : "235 welcome";
            case "RCPT" -> ofRecipient(line);
            case "DATA" -> "354 go on";
            case "QUIT" -> "221 bye";
            default -> "250 ok";
        };
    }

    private String ofRecipient(String line) {
        return switch (mood) {
            case UNKNOWN_ADDRESS -> "550 5.1.1 no such user";
            case TROUBLED -> "451 4.3.0 come back later";
            case THROTTLING -> "450 4.7.1 slowly";
            case NONSENSE -> "\u0000 what?";
            case ENDLESS -> "451 " + "x".repeat(LONG);
            case BREAKING -> BROKEN;
            case ECHOING -> "550 5.7.1 " + line + " after " + commands;
            case KIND, STRANGE, SILENT -> "250 ok";
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
