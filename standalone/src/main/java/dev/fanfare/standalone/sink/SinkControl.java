package dev.fanfare.standalone.sink;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.ObjectMapper;

/// The sinks' counts and behaviour over HTTP, for whoever runs them in another process.
///
/// `GET /counts`, `/mails`, `/webhooks` answer JSON; `PUT /latency?ms=N`, `PUT /refuse?address=A&status=N` and
/// `PUT /allow?address=A` change how both sinks answer.
final class SinkControl implements AutoCloseable {

    private final ObjectMapper json = new ObjectMapper();
    private final MailSink mail;
    private final WebhookSink webhook;
    private final Behaviour behaviour;
    private final HttpServer server;

    SinkControl(int port, MailSink mail, WebhookSink webhook, Behaviour behaviour) {
        this.mail = mail;
        this.webhook = webhook;
        this.behaviour = behaviour;
        this.server = LoopbackHttp.start(port, this::handle);
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange call) throws IOException {
        try (call) {
            Object answer;
            try {
                answer = answer(
                        call.getRequestMethod() + " " + call.getRequestURI().getPath(), parameters(call));
            } catch (IllegalArgumentException wrong) {
                call.sendResponseHeaders(400, -1);
                return;
            }
            byte[] body = json.writeValueAsBytes(answer);
            call.getResponseHeaders().set("Content-Type", "application/json");
            call.sendResponseHeaders(200, body.length);
            call.getResponseBody().write(body);
        }
    }

    private Object answer(String what, Map<String, String> parameters) {
        return switch (what) {
            case "GET /counts" -> Map.of("mail", mail.counts(), "webhook", webhook.counts());
            case "GET /mails" -> mail.received();
            case "GET /webhooks" -> webhook.received();
            case "PUT /latency" -> {
                behaviour.takeTime(Duration.ofMillis(Long.parseLong(value(parameters, "ms"))));
                yield List.of();
            }
            case "PUT /refuse" -> {
                behaviour.refuse(value(parameters, "address"), Integer.parseInt(value(parameters, "status")));
                yield List.of();
            }
            case "PUT /allow" -> {
                behaviour.allow(value(parameters, "address"));
                yield List.of();
            }
            default -> throw new IllegalArgumentException(what);
        };
    }

    private static String value(Map<String, String> parameters, String name) {
        String value = parameters.get(name);
        if (value == null) {
            throw new IllegalArgumentException("missing: " + name);
        }
        return value;
    }

    private static Map<String, String> parameters(HttpExchange call) {
        String query = call.getRequestURI().getRawQuery();
        return query == null
                ? Map.of()
                : Stream.of(query.split("&"))
                        .map(pair -> pair.split("=", 2))
                        .collect(Collectors.toMap(
                                pair -> pair[0], pair -> pair.length < 2 ? "" : decode(pair[1]), (_, last) -> last));
    }

    private static String decode(String value) {
        return URLDecoder.decode(value, StandardCharsets.UTF_8);
    }
}
