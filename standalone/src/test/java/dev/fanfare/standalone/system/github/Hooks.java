package dev.fanfare.standalone.system.github;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.fanfare.standalone.system.github.expected.Person;
import dev.fanfare.standalone.system.parts.FrontDoor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;

/// The endpoints of people, each of which has every request verified by the Standard Webhooks' own library.
final class Hooks implements AutoCloseable {

    private final Map<String, Person> owners;
    private final Queue<Arrival> taken = new ConcurrentLinkedQueue<>();
    private final Queue<String> refused = new ConcurrentLinkedQueue<>();
    private final HttpServer server;

    Hooks(Collection<Person> people) {
        owners = people.stream().filter(Person::hooked).collect(toMap(Person::hook, person -> person));
        server = listen();
    }

    String urlOf(Person person) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + person.hook();
    }

    /// What was verified.
    List<Arrival> taken() {
        return List.copyOf(taken);
    }

    /// Why requests were refused.
    List<String> refused() {
        return List.copyOf(refused);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private HttpServer listen() {
        try {
            HttpServer listening = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
            listening.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            listening.createContext("/", this::answer);
            listening.start();
            return listening;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void answer(HttpExchange request) throws IOException {
        try (request) {
            String body = new String(request.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            request.sendResponseHeaders(takes(request, body) ? 204 : 400, -1);
        }
    }

    private boolean takes(HttpExchange request, String body) {
        String path = request.getRequestURI().getPath();
        try {
            Person owner = Objects.requireNonNull(owners.get(path), "nobody's endpoint");
            new Webhook(owner.secret()).verify(body, request.getRequestHeaders());
            JsonNode data = FrontDoor.JSON.readTree(body).path("data");
            assertThat(data.path("recipient").asString()).isEqualTo(owner.id());
            taken.add(new Arrival(
                    data.path("event").asString(),
                    owner.id(),
                    data.path("title").asString()));
            return true;
        } catch (Exception | AssertionError wrong) {
            refused.add(path + ": " + wrong);
            return false;
        }
    }
}
