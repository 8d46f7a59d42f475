package dev.fanfare.benchmarks.reads;

import dev.fanfare.benchmarks.stack.AppProcess;
import dev.fanfare.benchmarks.stack.Apps;
import dev.fanfare.benchmarks.stack.AwaitRead;
import dev.fanfare.standalone.client.Answer;
import dev.fanfare.standalone.client.FrontDoor;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;

/// Broker, front door, two processes of fan-out with tracking, and two of the channels, each with half of the
/// partitions; in their stores, so many deliveries.
final class Shelves implements AutoCloseable {

    private static final int AT_ONCE = 50_000;
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private final Apps apps;
    private final List<AppProcess> fanouts;
    private final FrontDoor door;
    private final Stock stock;

    private Shelves(Apps apps, Stock stock) {
        this.apps = apps;
        this.stock = stock;
        AppProcess first = apps.startFanout(0); // it makes the topics
        AppProcess second = apps.launchFanout(1);
        apps.startChannels(0, Map.of("fanfare.channels.run", "in-app"));
        apps.startChannels(1, Map.of("fanfare.channels.run", "in-app"));
        second.awaitReady();
        fanouts = List.of(first, second);
        apps.startFront(fanouts.size());
        door = apps.frontDoor();
    }

    static Shelves fill(Map<String, String> settings, Stock stock) {
        Map<String, String> all = new HashMap<>(Map.of("fanfare.fanout.ahead", "0s"));
        all.putAll(settings);
        Apps apps = Apps.start(all);
        try {
            Shelves shelves = new Shelves(apps, stock);
            shelves.fill();
            return shelves;
        } catch (RuntimeException failed) {
            apps.close();
            throw failed;
        }
    }

    private void fill() {
        door.put("/v1/templates/bench", "{\"en\": {\"subject\": \"Summer fair\", \"text\": \"On Saturday at 3 pm.\"}}")
                .orFail();
        door.put(
                        "/v1/rules/" + Stock.ALL,
                        "{\"audiences\": [\"everyone\"], \"channels\": [\"in-app\"], \"template\": \"bench\"}")
                .orFail();
        door.put("/v1/rules/" + Stock.ONE, "{\"channels\": [\"in-app\"], \"template\": \"bench\"}")
                .orFail();
        lines("/v1/recipients", stock.people(), Stock::recipient);
        lines("/v1/events", stock.broadcasts(), Stock::toAll);
        lines("/v1/events", stock.singles(), stock::toOne);
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (int n = 0; n < stock.broadcasts(); n++) {
            while (!isTold(stock.broadcast(n))) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException("not all are told within " + PATIENCE);
                }
                LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            }
        }
        try (Admin admin = Admin.create(apps.kafka().client())) {
            new AwaitRead(admin, apps.topics().group("track")).all();
        }
    }

    private boolean isTold(String key) {
        Answer answer = door.get("/v1/events/" + key);
        return answer.status() == 200
                && answer.json().path("state").asString().equals("DONE")
                && answer.json().at("/channels/in-app/delivered").asInt() == stock.people();
    }

    private void lines(String path, int number, IntFunction<String> line) {
        for (int from = 0; from < number; from += AT_ONCE) {
            String body = IntStream.range(from, Math.min(number, from + AT_ONCE))
                    .mapToObj(line)
                    .collect(Collectors.joining());
            door.post(path, "application/x-ndjson", BodyPublishers.ofString(body))
                    .orFail();
        }
    }

    URI url() {
        return apps.url();
    }

    AppProcess fanout() {
        return fanouts.getFirst();
    }

    @Override
    public void close() {
        door.close();
        apps.close();
    }
}
