package dev.fanfare.benchmarks.delivery;

import dev.fanfare.benchmarks.provider.Script;
import dev.fanfare.benchmarks.provider.WireProvider;
import dev.fanfare.benchmarks.report.Figure;
import dev.fanfare.benchmarks.report.Goal;
import dev.fanfare.benchmarks.stack.AppProcess;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/// A provider that goes away as a whole while very many wait for it, and comes back.
final class MeasureOutage {

    private static final Duration CALL = Duration.ofMillis(100);
    private static final Duration WARM = Duration.ofSeconds(15);
    private static final Duration BEFORE = Duration.ofSeconds(5);
    private static final Duration BEGINS = Duration.ofSeconds(2);
    private static final Duration AWAY = Duration.ofSeconds(25);
    private static final double FULL = 0.9;

    private final MeasureRate rate;
    private final Ground ground;

    MeasureOutage(MeasureRate rate) {
        this.rate = rate;
        this.ground = rate.ground();
    }

    /// @param waiting when the outage begins
    void run(int waiting) throws InterruptedException {
        try (WireProvider provider = new WireProvider(CALL, _ -> {})) {
            int sent = Math.toIntExact(rate.inFlight() * (WARM.toSeconds() + BEFORE.toSeconds()) * 10);
            Batch batch = Batch.of("outage", waiting + sent, n -> Script.ask(provider.port(), Batch.person(n)));
            try (FillLane fill = new FillLane(ground)) {
                fill.all(batch);
            }
            Map<TopicPartition, Long> before = ground.outcomes().now();
            Curve curve = new Curve(ground.outcomes());
            Curve retries = new Curve(ground.retries());
            try (AppProcess channels = ground.startChannels(0, rate.inFlight())) {
                curve.watchUntil(1);
                curve.watchFor(WARM);
                double usual = perSecond(curve, BEFORE);
                figure(Figure.of("outage: 100 ms provider before it, outcomes", "/s", usual));
                outage(provider, curve, usual);
                curve.watchUntil(batch.size());
                rate.figures().memory(channels);
            }
            figure(Figure.of("outage: moved to the retries as it began", "", (double) retries.look()));
            Ended ended = Ended.of(ground, batch, before).demandAll(batch);
            if (ended.delivered() + ended.moved() != batch.size()) {
                throw new IllegalStateException("lost in the outage");
            }
        }
    }

    private void outage(WireProvider provider, Curve curve, double usual) {
        Ends everything = ground.everything();
        provider.breakDown();
        curve.watchFor(BEGINS);
        long written = everything.sum();
        long since = System.nanoTime();
        curve.watchFor(AWAY);
        figure(Figure.of(
                        "outage: records written meanwhile",
                        "/s",
                        (everything.sum() - written) / ((System.nanoTime() - since) / 1e9))
                .against(Goal.atMost(5, 1)));
        provider.comeBack();
        figure(Figure.of("outage: full rate after its end", "s", untilFull(curve, usual))
                .against(Goal.atMost(5, 2)));
    }

    private void figure(Figure figure) {
        rate.figures().add(figure);
    }

    private static double perSecond(Curve curve, Duration time) {
        long begin = System.nanoTime();
        long before = curve.look();
        curve.watchFor(time);
        return (curve.look() - before) / ((System.nanoTime() - begin) / 1e9);
    }

    /// Seconds until the begin of the first half second with nine tenths of the usual rate.
    private static double untilFull(Curve curve, double usual) {
        long begin = System.nanoTime();
        while (true) {
            long at = System.nanoTime();
            if (perSecond(curve, Duration.ofMillis(500)) >= FULL * usual) {
                return (at - begin) / 1e9;
            }
            if (at - begin > Duration.ofMinutes(1).toNanos()) {
                throw new IllegalStateException("never at its usual rate again");
            }
        }
    }
}
