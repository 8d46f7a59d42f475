package dev.fanfare.benchmarks.fanout;

import dev.fanfare.schemas.EventKey;
import dev.fanfare.standalone.client.EventStatus;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// One event to everybody, timed from the 202 until its last delivery can be read.
final class Broadcast {

    private static final String SOURCE = "/bench/broadcast";
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Scene scene;
    private final Crowd crowd;
    private final int told;
    private final Committed committed;
    private int sent;

    Broadcast(Scene scene, Crowd crowd) {
        this.scene = scene;
        this.crowd = crowd;
        this.told = crowd.told();
        this.committed = new Committed(scene.admin(), scene.mail());
    }

    /// @param begin when it was accepted, and
    /// @param end when its last delivery could be read, both on the clock of [System#nanoTime]
    /// @param perSecond deliveries
    record Took(long begin, long end, double perSecond) {}

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
        return new Took(begin, end, told / ((end - begin) / 1e9));
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

    private EventStatus status(String key) {
        return new EventStatus(scene.door().get("/v1/events/" + key).orFail().json());
    }
}
