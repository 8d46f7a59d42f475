package dev.fanfare.benchmarks.fanout;

import dev.fanfare.benchmarks.report.Figure;
import dev.fanfare.benchmarks.report.Goal;
import dev.fanfare.benchmarks.report.Sheet;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Many events to few people each: sent as one stream, timed from its first byte until the last delivery can be read.
final class MeasureSmallEvents {

    static final String TYPE = "bench.small";

    private static final int EVENTS = 10_000;
    private static final int PEOPLE = 8;
    private static final Goal RATE = Goal.atLeast(5_000, 12_000);

    private final Scene scene;
    private final Crowd crowd;
    private final Consumer<String> said;
    private final Committed committed;
    private final Random random = new Random(1);
    private int sent;

    MeasureSmallEvents(Scene scene, Crowd crowd, Consumer<String> said) {
        this.scene = scene;
        this.crowd = crowd;
        this.said = said;
        this.committed = new Committed(scene.admin(), scene.mail());
    }

    void run(int rounds, Sheet sheet) {
        for (int warmUp = 0; warmUp < MeasureBroadcast.WARM_UPS; warmUp++) {
            round();
        }
        List<Double> rates = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            rates.add(round());
        }
        sheet.add(
                Figure.of("10,000 events of 8 recipients: events", "/s", rates).against(RATE));
    }

    /// Events a second.
    private double round() {
        String lines = IntStream.range(0, EVENTS).mapToObj(_ -> event()).collect(Collectors.joining("\n"));
        var before = committed.now();
        long sum = before.values().stream().mapToLong(end -> end).sum();
        long begin = System.nanoTime();
        scene.door()
                .post("/v1/events", "application/x-ndjson", BodyPublishers.ofString(lines))
                .orFail();
        long accepted = System.nanoTime();
        long end = committed.last(sum + EVENTS * PEOPLE);
        int came = SameRecords.read(scene.apps().kafka().client(), before, committed.now())
                .size();
        if (came != EVENTS * PEOPLE) {
            throw new IllegalStateException(came + " deliveries came of " + EVENTS * PEOPLE);
        }
        double rate = EVENTS / ((end - begin) / 1e9);
        said.accept(
                String.format(Locale.ROOT, "  %,.0f events/s, accepted after %.2f s", rate, (accepted - begin) / 1e9));
        return rate;
    }

    private String event() {
        String people = random.ints(0, crowd.size())
                .filter(n -> Crowd.hasAddress(n))
                .distinct()
                .limit(PEOPLE)
                .mapToObj(Crowd::id)
                .collect(Collectors.joining(","));
        return "{\"specversion\":\"1.0\",\"id\":\"small-" + sent++ + "\",\"source\":\"/bench/small\",\"type\":\"" + TYPE
                + "\",\"recipients\":\"" + people + "\",\"data\":{\"school\":\"Hill Road School\",\"hour\":\"3 pm\"}}";
    }
}
