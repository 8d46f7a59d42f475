package dev.fanfare.benchmarks.delivery;

import dev.fanfare.benchmarks.options.Recordings;
import dev.fanfare.benchmarks.stack.AppProcess;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.apache.kafka.common.TopicPartition;

/// How fast one channel process works off what waits, by the outcomes that it writes.
///
/// @param inFlight calls under way at once
record MeasureRate(Ground ground, Recordings recordings, Figures figures, int inFlight) {

    /// One kind of provider.
    ///
    /// @param addresses of the n-th delivery
    record Case(Part part, Load load, IntFunction<String> addresses) {}

    /// @param perSecond of each round
    /// @param ended what became of all
    record Measured(List<Double> perSecond, Ended ended) {}

    Measured run(Case each) {
        Batch batch = Batch.of(each.part().toString(), each.load().all(), each.addresses());
        try (FillLane fill = new FillLane(ground)) {
            fill.all(batch);
        }
        Map<TopicPartition, Long> before = ground.outcomes().now();
        Curve curve = new Curve(ground.outcomes());
        try (AppProcess channels = ground.startChannels(0, inFlight)) {
            curve.watchUntil(each.load().warm());
            recordings.during(channels, each.part(), () -> curve.watchUntil(batch.size()));
            figures.memory(channels);
        }
        return new Measured(
                Figures.rounds(curve, each.load()),
                Ended.of(ground, batch, before).demandAll(batch));
    }
}
