package dev.fanfare.producer.fakes;

import dev.fanfare.producer.ProducerApplication;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.catalina.connector.Connector;
import org.awaitility.Awaitility;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/// The front door on a free port, between a broker and two fakes.
public final class Front implements AutoCloseable {

    public static final String EVENT = "application/cloudevents+json";
    public static final String BATCH = "application/cloudevents-batch+json";
    public static final String LINES = "application/x-ndjson";
    public static final String JSON = "application/json";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ConfigurableApplicationContext context;

    private Front(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /// Started with these settings beside the tests' own, and ready.
    public static Front start(String bootstrap, Neighbour streams, Neighbour channels, Map<String, Object> more) {
        Front front = startUnready(bootstrap, streams, channels, more);
        Awaitility.await().until(() -> front.get("/actuator/health/readiness").status() == 200);
        return front;
    }

    /// Started, ready or not.
    public static Front startUnready(
            String bootstrap, Neighbour streams, Neighbour channels, Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(Map.of(
                "server.port",
                0,
                "fanfare.kafka.bootstrap-servers",
                bootstrap,
                "fanfare.partitions",
                3,
                "fanfare.streams.url",
                streams.url(),
                "fanfare.channels.url",
                channels.url(),
                "logging.level.root",
                "error",
                "logging.structured.format.console",
                ""));
        settings.putAll(more);
        return new Front(ProducerApplication.start(settings));
    }

    public int port() {
        return Integer.parseInt(String.valueOf(context.getEnvironment().getProperty("local.server.port")));
    }

    /// Has nobody taken in who comes while `meanwhile` runs.
    public void whileNobodyIsTakenIn(Runnable meanwhile) {
        Connector door = ((TomcatWebServer) ((WebServerApplicationContext) context).getWebServer())
                .getTomcat()
                .getConnector();
        door.pause();
        try {
            meanwhile.run();
        } finally {
            door.resume();
        }
    }

    public <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    public Answer get(String path) {
        return send(call(path).GET());
    }

    public Answer delete(String path) {
        return send(call(path).DELETE());
    }

    public Answer put(String path, String json) {
        return send(call(path).header("Content-Type", JSON).PUT(text(json)));
    }

    public Answer post(String path, String type, String body) {
        return send(call(path).header("Content-Type", type).POST(text(body)));
    }

    /// `POST /v1/events` with one event.
    public Answer event(String json) {
        return post("/v1/events", EVENT, json);
    }

    public HttpRequest.Builder call(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
    }

    public Answer send(HttpRequest.Builder call) {
        try {
            var response = client.send(call.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
            return new Answer(response.statusCode(), response.body(), response);
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    public static BodyPublisher text(String text) {
        return BodyPublishers.ofString(text);
    }

    @Override
    public void close() {
        context.close();
    }
}
