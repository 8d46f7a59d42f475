package dev.fanfare.channels.http;

import dev.fanfare.channels.delivery.FakeProvider.Mood;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/// A server of just enough HTTP/1.1 on loopback, that can also stall, break off, talk nonsense and never end.
public final class FakeHttp implements AutoCloseable {

    private static final int LONG = 8_000_000;

    /// One call, as it came.
    ///
    /// @param headers by their names in small letters
    public record Call(String method, String path, Map<String, String> headers, byte[] body) {

        public String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /// What it says to a call.
    public record Reply(int status, Map<String, String> headers, byte[] body) {

        /// It reads the call and hangs up.
        public static final Reply NONE = new Reply(0, Map.of(), new byte[0]);

        public static Reply of(int status, String body) {
            return new Reply(status, Map.of(), body.getBytes(StandardCharsets.UTF_8));
        }

        public Reply with(String name, String value) {
            Map<String, String> more = new TreeMap<>(headers);
            more.put(name, value);
            return new Reply(status, more, body);
        }

        public Reply with(Map<String, String> others) {
            Map<String, String> more = new TreeMap<>(headers);
            more.putAll(others);
            return new Reply(status, more, body);
        }
    }

    public final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final Function<Call, Reply> replies;
    private final ServerSocket server;
    private final Thread acceptor = Thread.ofVirtual().unstarted(this::accept);
    private volatile Mood mood = Mood.KIND;
    private volatile boolean closed;

    public FakeHttp(Function<Call, Reply> replies) {
        this.replies = replies;
        try {
            server = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        acceptor.start();
    }

    public int port() {
        return server.getLocalPort();
    }

    public String url() {
        return "http://127.0.0.1:" + port();
    }

    /// How calls are answered; what is said in moods of words follows from the call.
    public void mood(Mood mood) {
        this.mood = mood;
    }

    public void restart() {
        connections.forEach(FakeHttp::close);
    }

    @Override
    public void close() {
        closed = true;
        try {
            server.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        awaitUnheard();
        restart();
    }

    /// The port takes calls until the accept under way has seen that it is closed.
    private void awaitUnheard() {
        try {
            acceptor.join();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
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
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException over) {
            // The test is over.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (Call call = read(in); call != null; call = read(in)) {
                calls.add(call);
                if (!answer(call, socket.getOutputStream())) {
                    return;
                }
            }
        } catch (IOException gone) {
            // As a server's client may be at any time.
        } finally {
            connections.remove(socket);
        }
    }

    /// Whether the connection is kept.
    private boolean answer(Call call, OutputStream out) throws IOException {
        switch (mood) {
            case SILENT -> hang();
            case NONSENSE -> {
                out.write("\u0000 what? \r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
                return false;
            }
            case BREAKING -> {
                out.write(
                        "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"a\"".getBytes(StandardCharsets.ISO_8859_1));
                return false;
            }
            case ENDLESS -> {
                write(out, Reply.of(503, "x".repeat(LONG)));
                return true;
            }
            case KIND, UNKNOWN_ADDRESS, TROUBLED, STRANGE, THROTTLING, ECHOING -> {
                Reply reply = replies.apply(call);
                if (reply == Reply.NONE) {
                    return false;
                }
                write(out, reply);
                return true;
            }
        }
        return false;
    }

    private static void write(OutputStream out, Reply reply) throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + reply.status() + " -\r\n");
        reply.headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Content-Length: ").append(reply.body().length).append("\r\n\r\n");
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        if (reply.status() != 204) {
            whole.writeBytes(reply.body());
        }
        whole.writeTo(out);
        out.flush();
    }

    private static Call read(InputStream in) throws IOException {
        String first = line(in);
        if (first == null) {
            return null;
        }
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
            String[] parts = line.split(":", 2);
            headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1].strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        String[] words = first.split(" ");
        return new Call(words[0], words[1], headers, in.readNBytes(length));
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                return null;
            }
            line.append((char) c);
        }
        return line.toString().stripTrailing();
    }

    private static void hang() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyClosed) {
            // That is all we want.
        }
    }
}
