package dev.fanfare.standalone.system.apart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fanfare.standalone.system.parts.Apart;
import dev.fanfare.standalone.system.parts.FrontDoor;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/// Many streams, half of them WebSockets, over both doors in turn, while events come to all of their people.
final class ManyStreams implements AutoCloseable {

    private static final int EACH = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Apart fanfare;
    private final String name;
    private final RoundRobin balancer;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    private final List<StreamReader> readers;
    private final int people;
    private int events;

    /// @param streams so many, four for each person
    ManyStreams(Apart fanfare, String name, int streams) {
        this.fanfare = fanfare;
        this.name = name;
        this.people = streams / EACH;
        balancer =
                new RoundRobin(List.of(fanfare.front(0).url(), fanfare.front(1).url()));
        try (FrontDoor door = fanfare.front(0).door()) {
            door.put("/v1/templates/" + name, "{\"en\": {\"subject\": \"News\", \"text\": \"and more\"}}");
            door.put(
                    "/v1/rules/" + name,
                    "{\"recipients\": \"{{data.who}}\", \"channels\": [\"in-app\"], \"template\": \"" + name + "\"}");
            door.recipients(IntStream.range(0, people)
                    .mapToObj(n -> "{\"id\": \"" + person(n) + "\"}")
                    .toList());
        }
        readers = IntStream.range(0, streams)
                .mapToObj(n -> new StreamReader(
                        client,
                        "127.0.0.1:" + balancer.port() + "/v1/recipients/" + person(n % people) + "/stream",
                        n / people % 2 == 0))
                .toList();
        await().atMost(PATIENCE)
                .until(() -> readers.stream().noneMatch(reader -> reader.heard().isEmpty()));
    }

    /// So many events, each to everybody.
    void tell(int count) {
        try (FrontDoor door = fanfare.front(0).door()) {
            String who = IntStream.range(0, people).mapToObj(this::person).collect(Collectors.joining(","));
            for (int n = 0; n < count; n++) {
                door.event("""
                        {"specversion": "1.0", "id": "%1$s-%2$d", "source": "/streams", "type": "%1$s",
                         "data": {"who": "%3$s"}}""".formatted(name, events++, who));
            }
        }
    }

    void awaitAll() {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(readers)
                .allSatisfy(reader -> assertThat(created(reader)).hasSizeGreaterThanOrEqualTo(events)));
    }

    /// Each id once and in order, each event once, and nobody had to begin anew; all screens of a person show the same.
    void judge() {
        for (StreamReader reader : readers) {
            List<Long> ids = reader.heard().stream()
                    .map(frame -> Long.parseLong(frame.path("id").asString()))
                    .toList();
            assertThat(ids).isSorted().doesNotHaveDuplicates();
            assertThat(created(reader)).hasSize(events).doesNotHaveDuplicates();
            assertThat(reader.heard().stream()
                            .filter(frame -> frame.path("event").asString().equals("reset"))
                            .count())
                    .isOne();
        }
        for (int n = 0; n < people; n++) {
            List<String> shown = created(readers.get(n));
            for (int screen = 1; screen < EACH; screen++) {
                assertThat(created(readers.get(n + screen * people))).isEqualTo(shown);
            }
        }
        System.out.printf(
                "%d streams, %d events each, opened %d times%n",
                readers.size(),
                events,
                readers.stream().mapToInt(StreamReader::opened).sum());
    }

    @Override
    public void close() {
        readers.forEach(StreamReader::close);
        client.shutdownNow();
        balancer.close();
    }

    private String person(int number) {
        return name + "-" + number;
    }

    private static List<String> created(StreamReader reader) {
        return reader.heard().stream()
                .filter(frame -> frame.path("event").asString().equals("created"))
                .map((JsonNode frame) -> frame.path("delivery").asString())
                .toList();
    }
}
