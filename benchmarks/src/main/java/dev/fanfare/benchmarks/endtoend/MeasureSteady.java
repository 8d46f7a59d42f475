package dev.fanfare.benchmarks.endtoend;

import dev.fanfare.benchmarks.provider.Script;
import dev.fanfare.benchmarks.report.Figure;
import dev.fanfare.benchmarks.report.Goal;
import dev.fanfare.benchmarks.report.Samples;
import dev.fanfare.benchmarks.report.Sheet;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.schemas.EventKey;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Events to one person each at a steady rate, twenty calls of the front door a second, whatever became of those
/// before.
final class MeasureSteady {

    private static final String SOURCE = "/bench/steady";
    private static final int CALLS_A_SECOND = 20;
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration STEP = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int PROMISED = 1_000;
    private static final int STEP_UP = 1_000;
    private static final int HIGHEST = 20_000;
    private static final double P99 = 0.99;
    /// A rate counts as held while 99 of 100 come within that.
    private static final double HELD_MS = 1_000;

    private final Whole whole;
    private final Sheet sheet;
    private final Consumer<String> said;
    private int sent;

    MeasureSteady(Whole whole, Sheet sheet, Consumer<String> said) {
        this.whole = whole;
        this.sheet = sheet;
        this.said = said;
    }

    void minute() throws InterruptedException {
        var _ = at(PROMISED, STEP);
        Samples took = new Samples(at(PROMISED, MINUTE));
        sheet.add(Figure.of("a minute at 1,000/s: arrived", "", took.values().size())
                .against(Goal.atLeast(PROMISED * MINUTE.toSeconds(), PROMISED * MINUTE.toSeconds())));
        sheet.add(Figure.of("a minute at 1,000/s: from the call's time to the socket, p50", "ms", took.median()));
        sheet.add(Figure.of("a minute at 1,000/s: p99", "ms", took.percentile(P99))
                .against(Goal.atMost(HELD_MS, 250)));
    }

    void highest() throws InterruptedException {
        int held = 0;
        for (int rate = STEP_UP; rate <= HIGHEST; rate += STEP_UP) {
            List<Double> took = at(rate, STEP);
            double p99 = took.isEmpty() ? Double.MAX_VALUE : new Samples(took).percentile(P99);
            said.accept(String.format(Locale.ROOT, "  %,d/s: p99 %,.0f ms", rate, p99));
            if (took.size() < rate * STEP.toSeconds() || p99 > HELD_MS) {
                break;
            }
            held = rate;
        }
        sheet.add(Figure.of("highest steady rate, 99 of 100 at the socket within 1 s", "/s", held)
                .against(Goal.atLeast(PROMISED, 3 * PROMISED)));
    }

    /// Milliseconds from each one's being due until it came to its socket.
    private List<Double> at(int perSecond, Duration time) throws InterruptedException {
        var _ = whole.arrived.take();
        int each = perSecond / CALLS_A_SECOND;
        long between = TimeUnit.SECONDS.toNanos(1) / CALLS_A_SECOND;
        long begin = System.nanoTime();
        try (ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor()) {
            for (long due = begin; due < begin + time.toNanos(); due += between) {
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                String body = events(each, due);
                calls.execute(() -> whole.door()
                        .post("/v1/events", "application/x-ndjson", BodyPublishers.ofString(body))
                        .orFail());
            }
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (whole.arrived.waiting() > 0 && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return new ArrayList<>(whole.arrived.take());
    }

    private String events(int number, long due) {
        return IntStream.range(0, number).mapToObj(_ -> event(due)).collect(Collectors.joining("\n"));
    }

    private String event(long due) {
        String id = "steady-" + sent;
        String person = whole.noop.person(sent++ % whole.noop.size());
        whole.arrived.expect(
                DeliveryId.of(EventKey.of(SOURCE, id), person, Channel.WEBHOOK, Script.ask(whole.quick.port(), person)),
                due);
        return "{\"specversion\":\"1.0\",\"id\":\"" + id + "\",\"source\":\"" + SOURCE + "\",\"type\":\""
                + whole.noop.type() + ".one\",\"recipients\":\"" + person
                + "\",\"data\":{\"school\":\"Hill Road School\"}}";
    }
}
