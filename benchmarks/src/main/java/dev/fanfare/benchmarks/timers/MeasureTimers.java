package dev.fanfare.benchmarks.timers;

import dev.fanfare.benchmarks.report.Figure;
import dev.fanfare.benchmarks.report.Goal;
import dev.fanfare.benchmarks.report.Samples;
import dev.fanfare.benchmarks.report.Sheet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;

/// Timers of one kind: many that wait, and then so many that are due in one second, beside events that come steadily.
final class MeasureTimers {

    private static final Goal SET = Goal.atLeast(50_000, 100_000);
    private static final Goal WITHIN = Goal.atMost(2_000, 1_000);
    private static final Goal MEDIAN = Goal.atMost(300, 100);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    /// Of events alone, before the rounds: in its first minute a JVM spends half of its time on compiling.
    private static final Duration WARM = Duration.ofSeconds(60);
    /// From the setting of those that are due until the second in which they are.
    private static final Duration AHEAD = Duration.ofSeconds(6);
    private static final int AT_ONCE = 100_000;
    private static final int SECOND = 1_000;
    private static final int HOUR = 3_600_000;
    private static final int DAYS = 24;

    private final Clockwork clockwork;
    private final Kind kind;
    private final Load load;
    private final Consumer<String> said;
    private final Random random = new Random(1);
    private int made;
    private int events;

    /// @param waiting timers that are due in an hour to a day
    /// @param due timers of a round
    /// @param perSecond events beside them
    record Load(int waiting, int due, int perSecond, int rounds) {}

    MeasureTimers(Clockwork clockwork, Kind kind, Load load, Consumer<String> said) {
        this.clockwork = clockwork;
        this.kind = kind;
        this.load = load;
        this.said = said;
    }

    void run(Sheet sheet) throws InterruptedException {
        Instant begin = Instant.now();
        warm();
        List<Double> rates = set(load.waiting(), _ -> begin.plusMillis(HOUR + random.nextLong((long) HOUR * DAYS)));
        said.accept(String.format(Locale.ROOT, "  %,d set: %,.0f/s", load.waiting(), new Samples(rates).median()));
        sheet.add(Figure.of(kind + ": set until durable, in hundred thousands", "/s", rates)
                .against(SET));
        due(sheet, "spread over a second", SECOND);
        due(sheet, "at the same instant", 1);
    }

    private void warm() throws InterruptedException {
        try (EventsBeside stream = new EventsBeside(clockwork, load.perSecond(), events)) {
            Thread.sleep(WARM);
            events += stream.written();
        }
        events += load.perSecond();
        clockwork.awaitRead();
    }

    /// Timers a second, from the first one written until the fan-out has committed the last, of each hundred thousand:
    /// they are made before, since that takes as much of the machine as writing them.
    private List<Double> set(int number, IntFunction<Instant> due) {
        List<Double> rates = new ArrayList<>();
        for (int from = 0; from < number; from += AT_ONCE) {
            List<ProducerRecord<byte[], byte[]>> timers = IntStream.range(from, Math.min(number, from + AT_ONCE))
                    .mapToObj(n -> clockwork.make().record(kind, made, People.id(made++), due.apply(n)))
                    .toList();
            rates.add(timers.size() / set(timers));
        }
        return rates;
    }

    private double set(List<ProducerRecord<byte[], byte[]>> timers) {
        long before = clockwork.committed(clockwork.make().topic(kind));
        long begin = System.nanoTime();
        for (ProducerRecord<byte[], byte[]> timer : timers) {
            var _ = clockwork.producer().send(timer);
        }
        clockwork.producer().flush();
        while (clockwork.committed(clockwork.make().topic(kind)) - before < timers.size()) {
            if (System.nanoTime() - begin > PATIENCE.toNanos()) {
                throw new IllegalStateException("not all timers were set in " + PATIENCE);
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
        return (System.nanoTime() - begin) / 1e9;
    }

    /// @param spread the milliseconds over which they are due
    private void due(Sheet sheet, String how, int spread) throws InterruptedException {
        List<Double> within = new ArrayList<>();
        List<Double> medians = new ArrayList<>();
        List<Double> beside = new ArrayList<>();
        for (int round = 0; round < load.rounds(); round++) {
            try (EventsBeside stream = new EventsBeside(clockwork, load.perSecond(), events)) {
                round(spread, within, medians, beside);
                events += stream.written();
            }
            events += load.perSecond();
            clockwork.awaitRead();
        }
        sheet.add(Figure.of(kind + ", " + load.due() + " " + how + ": the last, from the first's time", "ms", within)
                .against(WITHIN));
        sheet.add(Figure.of("the same: late, median", "ms", medians).against(MEDIAN));
        sheet.add(Figure.of("the same: events beside, told", "/s", beside));
    }

    private void round(int spread, List<Double> within, List<Double> medians, List<Double> beside)
            throws InterruptedException {
        Instant first = Instant.now().plus(AHEAD);
        Map<String, Instant> expected = new HashMap<>();
        for (int n = 0; n < load.due(); n++) {
            expected.put(People.id(n), first.plusMillis((long) n * spread / load.due()));
        }
        long begin = System.nanoTime();
        try (WatchDue watch = new WatchDue(clockwork.client(), clockwork.mail(), expected)) {
            expected.forEach((person, due) -> {
                var _ = clockwork.producer().send(clockwork.make().record(kind, made++, person, due));
            });
            clockwork.producer().flush();
            List<WatchDue.Came> came = watch.all(PATIENCE);
            double seconds = (System.nanoTime() - begin) / 1e9;
            Instant last =
                    came.stream().map(WatchDue.Came::at).max(Instant::compareTo).orElseThrow();
            Samples late = new Samples(came.stream().map(WatchDue.Came::late).toList());
            if (late.least() < 0) {
                throw new IllegalStateException("one came " + -late.least() + " ms too early");
            }
            within.add(Duration.between(first, last).toNanos() / 1e6);
            medians.add(late.median());
            beside.add(watch.others() / seconds);
            said.accept(String.format(
                    Locale.ROOT,
                    "  %,d due: the last after %,.0f ms; late: median %,.0f, p99 %,.0f, most %,.0f ms; %,.0f events/s beside",
                    came.size(),
                    within.getLast(),
                    late.median(),
                    late.percentile(0.99),
                    late.most(),
                    beside.getLast()));
        }
    }
}
