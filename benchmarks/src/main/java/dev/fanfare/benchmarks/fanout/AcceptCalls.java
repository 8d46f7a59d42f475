package dev.fanfare.benchmarks.fanout;

import dev.fanfare.standalone.client.FrontDoor;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Calls of the front door with events that nobody sent before, each timed until its 202.
final class AcceptCalls {

    private static final int CALLERS = 16;
    private static final int LINES = 50_000;
    private static final double NANOS_IN_A_MILLISECOND = 1e6;
    private static final double NANOS_IN_A_SECOND = 1e9;

    private final FrontDoor door;
    private final Crowd crowd;
    private final AtomicInteger sent = new AtomicInteger();

    AcceptCalls(FrontDoor door, Crowd crowd) {
        this.door = door;
        this.crowd = crowd;
    }

    /// Milliseconds of an event to so many people, each named.
    double named(int people) {
        return post(event(MeasureSmallEvents.TYPE, ",\"recipients\":\"" + people(people) + "\""));
    }

    /// Milliseconds of an event to everybody.
    double everybody() {
        return post(event(Scene.SAME, ""));
    }

    /// Events a second, so many of them, to one person each, from sixteen callers; fails where one was refused.
    double manyAtOnce(int events) {
        long begin = System.nanoTime();
        try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
            CompletableFuture<?>[] calls = IntStream.range(0, events)
                    .mapToObj(_ -> CompletableFuture.runAsync(() -> named(1), callers))
                    .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(calls).join();
        }
        return events / ((System.nanoTime() - begin) / NANOS_IN_A_SECOND);
    }

    /// Events a second, of a stream of 50,000 to one person each, until its answer.
    double stream() {
        String lines = IntStream.range(0, LINES)
                .mapToObj(_ -> event(MeasureSmallEvents.TYPE, ",\"recipients\":\"" + people(1) + "\""))
                .collect(Collectors.joining("\n"));
        long begin = System.nanoTime();
        int accepted = door.post("/v1/events", "application/x-ndjson", BodyPublishers.ofString(lines))
                .orFail()
                .json()
                .path("accepted")
                .asInt();
        if (accepted != LINES) {
            throw new IllegalStateException(accepted + " were accepted of " + LINES);
        }
        return LINES / ((System.nanoTime() - begin) / NANOS_IN_A_SECOND);
    }

    private double post(String event) {
        var body = BodyPublishers.ofString(event);
        long begin = System.nanoTime();
        door.post("/v1/events", "application/cloudevents+json", body).orFail();
        return (System.nanoTime() - begin) / NANOS_IN_A_MILLISECOND;
    }

    private String event(String type, String more) {
        return "{\"specversion\":\"1.0\",\"id\":\"accept-" + sent.getAndIncrement()
                + "\",\"source\":\"/bench/accept\",\"type\":\"" + type
                + "\",\"data\":{\"school\":\"Hill Road School\",\"hour\":\"3 pm\"}" + more + "}";
    }

    private String people(int number) {
        int first = sent.get();
        return IntStream.range(first, first + number)
                .mapToObj(n -> Crowd.id(n % crowd.size()))
                .collect(Collectors.joining(","));
    }
}
