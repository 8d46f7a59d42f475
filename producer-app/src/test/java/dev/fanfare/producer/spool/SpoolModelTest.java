package dev.fanfare.producer.spool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.producer.kafka.KafkaAway;
import dev.fanfare.producer.kafka.Lasting;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.io.TempDir;

/// A front door's spool against what it promises, over a random story of outages, full disks and crashes.
/// `-Dspool.seed` repeats one.
class SpoolModelTest {

    private static final long SEED = Long.getLong("spool.seed", new Random().nextInt(1_000_000));
    private static final int STEPS = 150;
    private static final long ROOM = 12_000;

    private final FakeKafka kafka = new FakeKafka();
    private final Map<String, List<String>> acknowledged = new HashMap<>();
    private int posted;
    private int generation;

    @TempDir
    private Path data;

    private Random random;
    private FlakyDisk disk;
    private LocalSpool spool;
    private DrainSpool drain;
    private Lasting direct;

    @RepeatedTest(10)
    @DisplayName("whatever fails, all that was acknowledged reaches Kafka, in order by source")
    void nothing_acknowledged_is_lost_or_out_of_order(RepetitionInfo round) {
        long seed = SEED + round.getCurrentRepetition() - 1;
        random = new Random(seed);
        disk = new FlakyDisk(random);
        direct = kafka.impatient();
        open();
        for (int step = 0; step < STEPS; step++) {
            step();
        }
        kafka.comeBack();
        disk.free();
        Awaitility.await()
                .alias("drained; seed " + seed)
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> !spool.isEngaged());
        close();
        List<String> log = kafka.log();
        acknowledged.forEach((source, keys) -> assertThat(
                        log.stream().distinct().filter(keys::contains).toList())
                .as("%s; seed %d", source, seed)
                .isEqualTo(keys));
        assertThat(spool.figures().bytes()).as("seed %d", seed).isZero();
    }

    private void step() {
        switch (random.nextInt(20)) {
            case 0 -> kafka.goAway(random.nextBoolean());
            case 1, 2 -> kafka.comeBack();
            case 3 -> disk.fill();
            case 4, 5 -> disk.free();
            case 6 -> crash();
            case 7 -> restart();
            default -> post();
        }
    }

    /// One call with a few events of one source.
    private void post() {
        String source = "source-" + random.nextInt(3);
        List<String> keys = new ArrayList<>();
        Keeping call = new Keeping(direct.outlets(), spool);
        try {
            for (int left = 1 + random.nextInt(4); left > 0; left--) {
                String key = source + "/" + posted++;
                keys.add(key);
                call.add(Events.of(key));
            }
            call.finish();
            acknowledged.computeIfAbsent(source, _ -> new ArrayList<>()).addAll(keys);
        } catch (KafkaAway | SpoolFull refused) {
            assertThat(call.settle()).isLessThan(keys.size());
        }
    }

    private void crash() {
        Path next = data.resolve("spool-" + (generation + 1));
        drain.close();
        disk.crashInto(data.resolve("spool-" + generation), next);
        spool.close();
        generation++;
        open();
    }

    private void restart() {
        close();
        open();
    }

    private void open() {
        spool = LocalSpool.open(data.resolve("spool-" + generation), disk, new Room(ROOM, InstantSource.system()));
        drain = new DrainSpool(spool, kafka::whenReady);
        drain.start();
    }

    private void close() {
        drain.close();
        spool.close();
    }
}
