package dev.fanfare.benchmarks.fanout;

import dev.fanfare.schemas.EventKey;
import dev.fanfare.standalone.client.Answer;
import dev.fanfare.standalone.client.EventStatus;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// One event to everybody, timed from the 202 until its last delivery can be read.
final class Broadcast {

    private static final String SOURCE = "/bench/broadcast";
    private static final int BEHIND = 503;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Scene scene;
    private final Crowd crowd;
    private final int told;
    private final Committed committed;
    private final Consumer<String> said;
    private int sent;

    /// @param said hears of each one's rate
    Broadcast(Scene scene, Crowd crowd, Consumer<String> said) {
        this.scene = scene;
        this.crowd = crowd;
        this.told = crowd.told();
        this.said = said;
        this.committed = new Committed(scene.admin(), scene.mail());
    }

    /// @param begin when it was accepted, and
    /// @param end when its last delivery could be read, both on the clock of [System#nanoTime]
    /// @param perSecond deliveries
    record Took(long begin, long end, double perSecond) {}

    Crowd crowd() {
        return crowd;
    }

    Committed committed() {
        return committed;
    }

    /// Fails where not everybody who should be told was.
    Took send(String type) {
        String id = "broadcast-" + sent++;
        long before = committed.sum();
        scene.door()
                .post("/v1/events", "application/cloudevents+json", BodyPublishers.ofString("""
                    {"specversion": "1.0", "id": "%s", "source": "%s", "type": "%s", "data": {"school": "Hill Road School", "hour": "3 pm"}}""".formatted(
                                id, SOURCE, type)))
                .orFail();
        long begin = System.nanoTime();
        long end = committed.last(before + told);
        check(EventKey.of(SOURCE, id));
        Took took = new Took(begin, end, told / ((end - begin) / 1e9));
        said.accept(String.format(
                Locale.ROOT,
                "  %s: %,.0f/s, read after %.2f s, counted after %.2f s",
                type,
                took.perSecond,
                (end - begin) / 1e9,
                (System.nanoTime() - begin) / 1e9));
        return took;
    }

    private void check(String key) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        EventStatus status = status(key);
        while (!status.json().path("expansion").path("done").asBoolean()
                || status.on("email", "expected") < crowd.size()) {
            if (System.nanoTime() > until) {
                throw new IllegalStateException("was not fanned out: " + status.json());
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            status = status(key);
        }
        if (status.on("email", "open") != told || status.on("email", "skipped") != crowd.size() - told) {
            throw new IllegalStateException(told + " should be told of this one: " + status.json());
        }
    }

    /// Empty where its owner is behind.
    private EventStatus status(String key) {
        Answer answer = scene.door().get("/v1/events/" + key);
        return new EventStatus((answer.status() == BEHIND ? new Answer(BEHIND, "{}") : answer.orFail()).json());
    }
}
