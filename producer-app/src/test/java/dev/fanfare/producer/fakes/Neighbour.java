package dev.fanfare.producer.fakes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// Stands in for 8081 or 8082: answers what a test told it to, and remembers what it was asked.
public final class Neighbour implements AutoCloseable {

    private final HttpServer server;
    private final Map<String, Reply> replies = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> late = new ConcurrentHashMap<>();
    private final Map<String, Queue<String>> inTurn = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    private record Reply(int status, String type, String body) {}

    /// A call that came in.
    ///
    /// @param target path and query as they came
    public record Asked(String method, String target, String body, Map<String, List<String>> headers) {
        public String header(String name) {
            return headers.getOrDefault(name, List.of("")).getFirst();
        }
    }

    public Neighbour() {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (IOException none) {
            throw new IllegalStateException(none);
        }
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        reset();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// Forgets what was said and heard; everything is in force, and nothing is known.
    public void reset() {
        replies.clear();
        late.clear();
        inTurn.clear();
        asked.clear();
        says("/internal/in-force", 200, "{\"inForce\":true}");
        says("/internal/events/known", 200, "{\"known\":{}}");
    }

    /// From now on, a call of this path (as it comes, without the query) is answered like this.
    public Neighbour says(String path, int status, String json) {
        replies.put(path, new Reply(status, "application/json", json));
        return this;
    }

    /// The first `unknown` calls of this path are 404.
    public Neighbour saysAfter(String path, int unknown, String json) {
        late.put(path, new AtomicInteger(unknown));
        return says(path, 200, json);
    }

    /// The first call of this path is answered by the first text, the next by the next.
    public void saysInTurn(String path, String... json) {
        inTurn.put(path, new ConcurrentLinkedQueue<>(List.of(json)));
    }

    public List<Asked> asked(String path) {
        return asked.stream().filter(one -> one.target().startsWith(path)).toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private Reply reply(String path) {
        String next = inTurn.getOrDefault(path, new ConcurrentLinkedQueue<>()).poll();
        if (next != null) {
            return new Reply(200, "application/json", next);
        }
        AtomicInteger unknown = late.get(path);
        Reply none = new Reply(404, "application/problem+json", "{\"status\":404}");
        return unknown != null && unknown.getAndDecrement() > 0 ? none : replies.getOrDefault(path, none);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(new Asked(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    body,
                    Map.copyOf(exchange.getRequestHeaders())));
            Reply reply = reply(exchange.getRequestURI().getRawPath());
            byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", reply.type());
            exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
