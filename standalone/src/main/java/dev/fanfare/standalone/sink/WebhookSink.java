package dev.fanfare.standalone.sink;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;

/// A webhook endpoint on loopback, at any path, that takes only what bears a valid Standard Webhooks signature.
public final class WebhookSink implements AutoCloseable {

    private final Book book;
    private final ObjectMapper json = new ObjectMapper();
    private final WebhookSignature signature;
    private final Behaviour behaviour;
    private final HttpServer server;

    /// @param port 0 for a free one
    /// @param secret `whsec_` and base64, of every sender
    public WebhookSink(int port, String secret, Behaviour behaviour) {
        this(port, secret, behaviour, _ -> {});
    }

    /// @param port 0 for a free one
    /// @param secret `whsec_` and base64, of every sender
    /// @param told hears of each call that was taken as it comes, on the thread of its connection
    public WebhookSink(int port, String secret, Behaviour behaviour, Consumer<Received> told) {
        this.book = new Book(told);
        this.signature = new WebhookSignature(secret);
        this.behaviour = behaviour;
        this.server = LoopbackHttp.start(port, this::take);
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /// Where to send what is for this path.
    public String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    public Counts counts() {
        return book.counts();
    }

    /// The calls as they came, at most the first 200,000.
    public List<Received> received() {
        return book.received();
    }

    /// The calls that were refused on purpose, at most the first 200,000.
    public List<Received> refusals() {
        return book.refusals();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void take(HttpExchange call) throws IOException {
        try (call) {
            byte[] body = call.getRequestBody().readAllBytes();
            call.sendResponseHeaders(answer(call, body), -1);
        }
    }

    private int answer(HttpExchange call, byte[] body) {
        String path = call.getRequestURI().getPath();
        Headers headers = call.getRequestHeaders();
        String id = header(headers, "webhook-id");
        behaviour.pass(path);
        Optional<Refusal> refusal = behaviour.refusal(path);
        if (refusal.isPresent()) {
            book.refuse(new Received(id, path, "", Instant.now()));
            return refuse(call, refusal.get());
        }
        if (!signature.proves(id, header(headers, "webhook-timestamp"), body, header(headers, "webhook-signature"))) {
            book.mistrust();
            return 401;
        }
        book.accept(new Received(id, path, type(body), Instant.now()));
        return 204;
    }

    private static int refuse(HttpExchange call, Refusal refusal) {
        if (!refusal.retryAfter().isZero()) {
            call.getResponseHeaders()
                    .set("Retry-After", String.valueOf(refusal.retryAfter().toSeconds()));
        }
        return refusal.status();
    }

    private String type(byte[] body) {
        try {
            return json.readTree(body).path("type").asString("");
        } catch (JacksonException notJson) {
            return "";
        }
    }

    private static String header(Headers headers, String name) {
        String value = headers.getFirst(name);
        return value == null ? "" : value;
    }
}
