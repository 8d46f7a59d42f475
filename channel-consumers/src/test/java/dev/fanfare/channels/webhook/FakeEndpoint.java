package dev.fanfare.channels.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.fanfare.channels.delivery.Deliveries;
import dev.fanfare.channels.delivery.FakeProvider;
import dev.fanfare.channels.delivery.Gateway;
import dev.fanfare.channels.delivery.RetryPolicy;
import dev.fanfare.channels.delivery.SendSettings;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Delivery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// An endpoint that takes webhooks on loopback and answers as it is told.
final class FakeEndpoint implements FakeProvider {

    static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    /// One call, as it came.
    record Call(String path, Map<String, List<String>> headers, byte[] body) {

        String header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(header -> header.getValue().getFirst())
                    .findFirst()
                    .orElse("");
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    final List<Call> calls = new CopyOnWriteArrayList<>();
    final AtomicInteger connections = new AtomicInteger();
    final Map<String, String> answerHeaders = new ConcurrentHashMap<>();
    private volatile HttpServer server = started(0);
    private volatile Mood mood = Mood.KIND;
    volatile int status = 200;
    volatile byte[] answer = "thanks".getBytes(StandardCharsets.UTF_8);

    int port() {
        return server.getAddress().getPort();
    }

    String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    @Override
    public Gateway gateway(Duration timeout) {
        SendSettings send = new SendSettings(250, timeout, RetryPolicy.DEFAULT);
        return new WebhookGateway(new WebhookSettings(send, true), InstantSource.system());
    }

    @Override
    public Delivery delivery(String recipient) {
        return Deliveries.of(Channel.WEBHOOK, recipient, url("/hooks/" + recipient))
                .setSecrets(List.of(SECRET))
                .setData("{\"order\":7}")
                .build();
    }

    @Override
    public void mood(Mood mood) {
        this.mood = mood;
    }

    @Override
    public List<String> ids() {
        return calls.stream().map(call -> call.header("webhook-id")).toList();
    }

    @Override
    public void restart() {
        int port = port();
        server.stop(0);
        server = started(port);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private HttpServer started(int port) {
        try {
            HttpServer made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            made.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            made.createContext("/", this::take);
            made.start();
            return made;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void take(HttpExchange exchange) throws IOException {
        calls.add(new Call(
                exchange.getRequestURI().toString(),
                Map.copyOf(exchange.getRequestHeaders()),
                exchange.getRequestBody().readAllBytes()));
        int code =
                switch (mood) {
                    case KIND -> status;
                    case UNKNOWN_ADDRESS -> 404;
                    case TROUBLED -> 503;
                    case STRANGE -> 401;
                    case SILENT -> hang();
                };
        answerHeaders.forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(code, answer.length == 0 ? -1 : answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private static int hang() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return 200;
    }
}
