package dev.fanfare.standalone.system.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fanfare.standalone.broker.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Apicurio Registry in a process of its own, on loopback, with its data in a file: what it knows outlives a kill.
final class RegistryApart implements AutoCloseable {

    /// Where Maven unpacked it.
    static final String HOME = "registry.home";

    private static final Duration START = Duration.ofMinutes(1);
    private static final String JSON = "application/vnd.schemaregistry.v1+json";

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Integer> ports = FreePorts.find(2);
    private final Path data;
    private @Nullable Process process;

    RegistryApart(Path data) {
        this.data = data;
    }

    /// For `--registry`.
    String url() {
        return "http://127.0.0.1:" + ports.getFirst() + "/apis/ccompat/v7";
    }

    /// Answers when this returns.
    void start() {
        Path home = Path.of(Objects.requireNonNull(System.getProperty(HOME))).toAbsolutePath();
        List<String> command = List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "-Xmx400m",
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + ports.getFirst(),
                "-Dquarkus.management.host=127.0.0.1",
                "-Dquarkus.management.port=" + ports.getLast(),
                "-Dapicurio.storage.kind=sql",
                "-Dapicurio.storage.sql.kind=h2",
                "-Dapicurio.datasource.url=jdbc:h2:file:"
                        + data.resolve("registry").toAbsolutePath()
                        + ";WRITE_DELAY=0", // else the last half second is gone after a kill
                "-jar",
                home.resolve("quarkus-run.jar").toString());
        try {
            Path log =
                    Files.createDirectories(Path.of("target", "system-tests")).resolve("registry.log");
            Process started = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            process = started;
            await().atMost(START).until(() -> !started.isAlive() || answers());
            assertThat(started.isAlive())
                    .as("the registry goes on: see %s", log)
                    .isTrue();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// As `kill -9` does.
    void kill() {
        if (process != null) {
            process.destroyForcibly();
            process.onExit().join();
        }
    }

    JsonNode get(String path) {
        return JsonMapper.shared().readTree(send(HttpRequest.newBuilder(URI.create(url() + path))));
    }

    /// Registers a schema as any client would.
    ///
    /// @return its id
    int register(String subject, String schema) {
        String body =
                JsonMapper.shared().createObjectNode().put("schema", schema).toString();
        String answer = send(HttpRequest.newBuilder(URI.create(url() + "/subjects/" + subject + "/versions"))
                .header("Content-Type", JSON)
                .POST(BodyPublishers.ofString(body)));
        return JsonMapper.shared().readTree(answer).path("id").asInt();
    }

    /// Sets how strict it is about a subject.
    void hold(String subject, String level) {
        send(HttpRequest.newBuilder(URI.create(url() + "/config/" + subject))
                .header("Content-Type", JSON)
                .PUT(BodyPublishers.ofString("{\"compatibility\": \"" + level + "\"}")));
    }

    private boolean answers() {
        try {
            return http.send(
                                    HttpRequest.newBuilder(URI.create(url() + "/subjects"))
                                            .build(),
                                    BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private String send(HttpRequest.Builder request) {
        try {
            var answer = http.send(request.build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return answer.body();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    @Override
    public void close() {
        kill();
        http.close();
    }
}
