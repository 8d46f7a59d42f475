package dev.fanfare.benchmarks.endtoend;

import dev.fanfare.benchmarks.report.Figure;
import dev.fanfare.benchmarks.report.Goal;
import dev.fanfare.benchmarks.report.Sheet;
import dev.fanfare.schemas.EventKey;
import dev.fanfare.standalone.client.EventStatus;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// One event to an audience, from before its call until the last of its people was told.
final class MeasureAll {

    private static final String SOURCE = "/bench/end-to-end";
    private static final int WARM_UPS = 12;

    private final Whole whole;
    private final Sheet sheet;
    private final String places;
    private int sent;

    /// @param inFlight calls of a channel at once, of which bulk, as these are, leaves a fifth
    MeasureAll(Whole whole, Sheet sheet, int inFlight) {
        this.whole = whole;
        this.sheet = sheet;
        this.places = String.format(Locale.ROOT, "%,d in flight (bulk %,d)", inFlight, inFlight - inFlight / 5);
    }

    /// What one event took, in milliseconds.
    ///
    /// @param called until the last call was answered at the socket
    /// @param done until the status says that everybody was told, on all channels
    private record Took(double called, double done) {}

    void noop(int rounds) throws InterruptedException {
        sheet.add(called("20,000 recipients, no-op provider, " + places + ": to the last answer", whole.noop, rounds)
                .against(Goal.atMost(600, 250)));
    }

    void slow(int rounds) throws InterruptedException {
        sheet.add(called("2,000 recipients at 200 ms, " + places + ": to the last answer", whole.slowly, rounds)
                .against(Goal.atMost(450, 300)));
    }

    void people(int rounds) throws InterruptedException {
        List<Took> took = rounds(whole.people, rounds);
        sheet.add(Figure.of(
                "10,000 people by in-app and e-mail, " + places + ": to the last mail",
                "ms",
                took.stream().map(Took::called).toList()));
        sheet.add(Figure.of(
                        "the same: until the status says that both have everybody",
                        "ms",
                        took.stream().map(Took::done).toList())
                .against(Goal.atMost(10_000, 2_000)));
    }

    private Figure called(String name, Audience audience, int rounds) throws InterruptedException {
        return Figure.of(
                name, "ms", rounds(audience, rounds).stream().map(Took::called).toList());
    }

    private List<Took> rounds(Audience audience, int rounds) throws InterruptedException {
        for (int warmUp = 0; warmUp < WARM_UPS; warmUp++) {
            tell(audience);
        }
        List<Took> took = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            took.add(tell(audience));
        }
        return took;
    }

    private Took tell(Audience audience) throws InterruptedException {
        String id = audience.name() + "-" + sent++;
        whole.counted.begin(audience.size());
        long begin = System.nanoTime();
        whole.door()
                .post("/v1/events", "application/cloudevents+json", BodyPublishers.ofString("""
                    {"specversion": "1.0", "id": "%s", "source": "%s", "type": "%s", "data": {"school": "Hill Road School"}}""".formatted(
                                id, SOURCE, audience.type())))
                .orFail();
        double called = (whole.counted.awaitAll() - begin) / 1e6;
        EventStatus status = whole.done(EventKey.of(SOURCE, id));
        double done = (System.nanoTime() - begin) / 1e6;
        for (String channel : audience.channels()) {
            if (status.on(channel, "delivered") != audience.size()) {
                throw new IllegalStateException("not everybody was told: " + status.json());
            }
        }
        if (!whole.counted.exactly()) {
            throw new IllegalStateException("more than everybody was told");
        }
        return new Took(called, done);
    }
}
