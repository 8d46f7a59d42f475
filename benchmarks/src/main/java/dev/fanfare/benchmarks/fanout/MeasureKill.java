package dev.fanfare.benchmarks.fanout;

import dev.fanfare.benchmarks.arrivals.Arrivals;
import dev.fanfare.benchmarks.arrivals.WatchTopic;
import dev.fanfare.benchmarks.report.Figure;
import dev.fanfare.benchmarks.report.Goal;
import dev.fanfare.benchmarks.report.Sheet;
import dev.fanfare.benchmarks.stack.AppProcess;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.schemas.EventKey;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// A fan-out process killed while events come steadily: until what was sent after that comes out, of each partition.
final class MeasureKill {

    private static final String SOURCE = "/bench/kill";
    private static final int PER_SECOND = 50;
    private static final int SESSION_SECONDS = 6;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Goal ALONE = Goal.atMost(20, 8);
    private static final Goal STANDBY = Goal.atMost(SESSION_SECONDS + 3, SESSION_SECONDS + 1);

    private final Scene scene;
    private final Crowd crowd;
    private final Consumer<String> said;
    private final Arrivals arrivals = new Arrivals();
    private final AtomicInteger made = new AtomicInteger();

    MeasureKill(Scene scene, Crowd crowd, Consumer<String> said) {
        this.scene = scene;
        this.crowd = crowd;
        this.said = said;
    }

    void run(Sheet sheet) throws InterruptedException {
        Topic topic = scene.apps().topics().channel(Channel.EMAIL, Lane.STANDARD);
        var codec = scene.apps().codecs().of(topic, Delivery.class);
        try (WatchTopic _ = new WatchTopic(scene.apps().kafka().client(), topic, codec, Delivery::getId, arrivals)) {
            Map<Integer, Double> alone = kill(scene.fanout(), scene::launchFanout);
            figures(sheet, "started again", alone, ALONE);
            scene.awaitFanout();
            AppProcess standby = scene.startStandby();
            figures(sheet, "with a second one", kill(scene.fanout(), () -> {}), STANDBY);
            standby.close();
        }
    }

    private static void figures(Sheet sheet, String how, Map<Integer, Double> seconds, Goal goal) {
        double first = seconds.values().stream().mapToDouble(each -> each).min().orElseThrow();
        double last = seconds.values().stream().mapToDouble(each -> each).max().orElseThrow();
        sheet.add(Figure.of("kill -9, " + how + ": the first delivery of any partition", "s", first));
        sheet.add(
                Figure.of("kill -9, " + how + ": of every partition", "s", last).against(goal));
    }

    /// Seconds until the first delivery of an event that was sent behind the kill, by partition.
    private Map<Integer, Double> kill(AppProcess fanout, Runnable then) {
        try (EventStream stream = new EventStream(scene.door(), PER_SECOND, _ -> next())) {
            LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
            long at = System.nanoTime();
            fanout.kill();
            then.run();
            Map<Integer, Double> seconds = new HashMap<>();
            while (seconds.size() < scene.apps().topics().partitioning().partitions()) {
                if (System.nanoTime() - at > PATIENCE.toNanos()) {
                    throw new IllegalStateException("only of these partitions something comes again: " + seconds);
                }
                LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
                stream.accepted().stream()
                        .filter(each -> each.due() > at && cameOut(each))
                        .forEach(each -> seconds.merge(
                                scene.apps()
                                        .topics()
                                        .partitioning()
                                        .of(each.event().recipient()),
                                (each.event().record().join() - at) / 1e9,
                                Math::min));
            }
            said.accept(String.format(Locale.ROOT, "  by partition: %s", seconds));
            return seconds;
        }
    }

    private static boolean cameOut(EventStream.Accepted each) {
        CompletableFuture<Long> record = each.event().record();
        return record.isDone() && !record.isCompletedExceptionally();
    }

    private Expected next() {
        int n = made.getAndIncrement();
        int person = personOf(n);
        String id = "kill-" + n;
        String recipient = Crowd.id(person);
        var record = arrivals.expect(
                DeliveryId.of(EventKey.of(SOURCE, id), recipient, Channel.EMAIL, Crowd.address(person)));
        String json = """
                {"specversion": "1.0", "id": "%s", "source": "%s", "type": "%s", "recipients": "%s", "data": {"school": "Hill Road School", "hour": "3 pm"}}""".formatted(id, SOURCE, MeasureSmallEvents.TYPE, recipient);
        return new Expected(json, recipient, record, record);
    }

    /// One with an address.
    private int personOf(int n) {
        return n * 20 % crowd.size();
    }
}
