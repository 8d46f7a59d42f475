package dev.fanfare.standalone.system.secured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fanfare.standalone.system.parts.AppProcess;
import dev.fanfare.standalone.system.parts.FrontDoor;
import dev.fanfare.standalone.system.parts.Sinks;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Everything over TLS: brokers that want a password and grant no more than `docs/production.md` says, and the doors of
/// all apps. The password stands in a file.
class SecuredIT {

    private static final String PREFIX = "fanfare.";
    private static final String USER = "notifier";
    private static final String PASSWORD = "not to be guessed";
    private static final String INTERNAL = "internal-key-of-the-apps";
    private static final String KEY = "key-of-the-shop";
    private static final int EVENTS = 8;

    @TempDir
    private Path data;

    @Test
    @DisplayName("SASL and TLS to Kafka with the rights of the manual, HTTPS at every door, secrets from files")
    void everything_over_tls() throws Exception {
        Tls tls = Tls.made(data.resolve("tls"));
        try (SecuredBroker broker = new SecuredBroker(data.resolve("kafka"), tls);
                Sinks sinks = new Sinks(Duration.ZERO)) {
            broker.user(USER, PASSWORD);
            asTheManualSays(broker);
            List<AppProcess> apps = apps(broker, sinks, tls);
            try {
                apps.forEach(AppProcess::launch);
                apps.forEach(AppProcess::awaitReady);
                tellThrough(secured(apps.getLast().url()), tls, sinks);
                assertThat(withoutTls(apps.getLast().url())).isEqualTo(400);
            } finally {
                apps.forEach(AppProcess::close);
            }
        }
    }

    /// The table under "Kafka with TLS and passwords".
    private static void asTheManualSays(SecuredBroker broker) throws Exception {
        broker.grant(
                USER,
                ResourceType.TOPIC,
                PREFIX,
                List.of(
                        AclOperation.CREATE,
                        AclOperation.DESCRIBE,
                        AclOperation.DESCRIBE_CONFIGS,
                        AclOperation.ALTER_CONFIGS,
                        AclOperation.READ,
                        AclOperation.WRITE,
                        AclOperation.DELETE));
        broker.grant(USER, ResourceType.GROUP, PREFIX, List.of(AclOperation.READ, AclOperation.DESCRIBE));
        broker.grant(USER, ResourceType.TRANSACTIONAL_ID, PREFIX, List.of(AclOperation.WRITE, AclOperation.DESCRIBE));
        broker.grant(USER, ResourceType.CLUSTER, "", List.of(AclOperation.DESCRIBE));
    }

    /// Two of fan-out, one of the channels, and the front door last.
    private List<AppProcess> apps(SecuredBroker broker, Sinks sinks, Tls tls) throws IOException {
        Map<String, String> settings = new HashMap<>(sinks.settings());
        settings.put("fanfare.partitions", "2");
        settings.put("fanfare.api.internal-key", INTERNAL);
        settings.put("fanfare.kafka.properties.security.protocol", "SASL_SSL");
        settings.put("fanfare.kafka.properties.sasl.mechanism", "SCRAM-SHA-512");
        settings.put("fanfare.kafka.properties.ssl.truststore.type", "PEM");
        settings.put(
                "fanfare.kafka.properties.ssl.truststore.location",
                tls.certificate().toString());
        settings.put("server.ssl.certificate", tls.certificate().toString());
        settings.put("server.ssl.certificate-private-key", tls.key().toString());
        settings.put("spring.config.import", "configtree:" + secrets() + "/");
        List<AppProcess> apps = new ArrayList<>();
        for (String name : List.of("fanout1", "fanout2", "channels")) {
            apps.add(app(name.replaceAll("\\d", ""), name, broker, settings, tls));
        }
        settings.put(
                "fanfare.streams.url",
                secured(apps.get(0).url()) + "," + secured(apps.get(1).url()));
        settings.put("fanfare.channels.url", secured(apps.get(2).url()));
        settings.put("fanfare.api.keys", "shop:send+read+operate+admin:" + KEY);
        apps.add(app("front", "front", broker, settings, tls));
        return apps;
    }

    private AppProcess app(String app, String name, SecuredBroker broker, Map<String, String> settings, Tls tls) {
        String trust = "-Djavax.net.ssl.trustStore=%s -Djavax.net.ssl.trustStorePassword=%s"
                .formatted(tls.trust(), Tls.PASSWORD);
        return new AppProcess(
                app,
                "secured-" + name,
                broker.bootstrapServers(),
                data,
                Map.copyOf(settings),
                Map.of("JAVA_TOOL_OPTIONS", trust));
    }

    /// A file for each secret, as Kubernetes and Docker mount them.
    private Path secrets() throws IOException {
        Path folder = Files.createDirectories(data.resolve("secrets"));
        Files.writeString(
                folder.resolve("fanfare.kafka.properties.sasl.jaas.config"),
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
                        .formatted(USER, PASSWORD));
        return folder;
    }

    private static void tellThrough(String door, Tls tls, Sinks sinks) throws Exception {
        try (HttpClient client =
                HttpClient.newBuilder().sslContext(tls.context()).build()) {
            call(client, "PUT", door + "/v1/templates/paid", "{\"en\": {\"text\": \"Paid.\"}}");
            call(
                    client,
                    "PUT",
                    door + "/v1/rules/paid",
                    "{\"recipients\": \"ada\", \"channels\": [\"webhook\"], \"template\": \"paid\"}");
            call(
                    client,
                    "PUT",
                    door + "/v1/recipients/ada",
                    "{\"webhook\": [{\"url\": \"%s\", \"secrets\": [\"%s\"]}]}"
                            .formatted(sinks.hook("/ada"), Sinks.SECRET));
            List<String> keys = new ArrayList<>();
            for (int number = 0; number < EVENTS; number++) {
                String event = "{\"specversion\": \"1.0\", \"id\": \"%d\", \"source\": \"/shop\", \"type\": \"paid\"}";
                String answer = call(client, "POST", door + "/v1/events", event.formatted(number));
                keys.add(FrontDoor.JSON.readTree(answer).at("/events/0/key").asString());
            }
            for (String key : keys) {
                String status = call(client, "GET", door + "/v1/events/" + key + "?wait=60s", "");
                assertThat(FrontDoor.JSON.readTree(status).path("state").asString())
                        .as(status)
                        .isEqualTo("DONE");
            }
            await().until(() -> sinks.distinct() == EVENTS);
        }
    }

    private static String call(HttpClient client, String method, String url, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", "Bearer " + KEY)
                .header("Content-Type", method.equals("POST") ? "application/cloudevents+json" : "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .timeout(Duration.ofSeconds(90))
                .build();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode())
                .as("%s %s: %s", method, url, answer.body())
                .isBetween(200, 202);
        return answer.body();
    }

    private static int withoutTls(String url) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/v1/channels"))
                    .timeout(Duration.ofSeconds(30))
                    .build();
            return client.send(request, BodyHandlers.discarding()).statusCode();
        }
    }

    private static String secured(String url) {
        return url.replaceFirst("^http:", "https:");
    }
}
