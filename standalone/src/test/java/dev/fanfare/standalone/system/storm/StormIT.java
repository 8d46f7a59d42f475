package dev.fanfare.standalone.system.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// All guarantees in one storm after the other over the same processes: `-Dchaos.rounds` says how many,
/// `-Dchaos.seed` repeats a run, `-Dchaos.round` one round by its own seed.
@Tag("chaos")
class StormIT {

    private static final int ROUNDS = Integer.getInteger("chaos.rounds", 3);
    /// In so many, every kind of fault must have come.
    private static final int MANY = 30;

    private static final int SEEDS = 1_000_000;

    private final long seed = Long.getLong("chaos.seed", new Random().nextLong(SEEDS));
    private final Map<Kind, Integer> kinds = new EnumMap<>(Kind.class);
    private final List<String> broken = new ArrayList<>();
    private int stages;

    @TempDir
    private Path data;

    @Test
    @DisplayName("S0-22, S0-27: nothing is lost, nobody is told twice, counts add up and every dead letter says"
            + " why, whatever breaks")
    void the_guarantees_hold_in_a_storm() {
        List<Long> seeds = seeds();
        System.out.printf("seed %d, %d rounds%n", seed, seeds.size());
        Stage stage = start();
        try {
            for (long round : seeds) {
                Result result = run(new Round(stage, round), round);
                result.faults().forEach(kind -> kinds.merge(kind, 1, Integer::sum));
                if (!result.holds()) {
                    // what is stuck is not to be blamed on the next round
                    stage.close();
                    stage = start();
                }
            }
        } finally {
            stage.close();
        }
        System.out.println("faults: " + kinds);
        assertThat(broken).as("seed %d", seed).isEmpty();
        if (seeds.size() >= MANY) {
            assertThat(kinds.keySet()).as("kinds of fault").containsAll(possible(stage));
        }
    }

    private Result run(Round round, long roundSeed) {
        Result result;
        try {
            result = round.run();
        } catch (AssertionError | RuntimeException failed) {
            result = round.failed(failed);
        }
        System.out.println(result.line());
        result.append();
        result.ended().forEach(name -> System.out.println("ended by itself: " + name));
        if (!result.holds()) {
            round.dumpThreads();
            result.wrong().stream().limit(10).forEach(System.out::println);
            broken.add("-Dchaos.round=%d: %d wrong, the first: %s"
                    .formatted(roundSeed, result.wrong().size(), result.wrong().getFirst()));
        }
        return result;
    }

    private List<Long> seeds() {
        Long one = Long.getLong("chaos.round");
        return one != null
                ? List.of(one)
                : new Random(seed).longs(ROUNDS, 0, SEEDS).boxed().toList();
    }

    private Stage start() {
        stages++;
        Stage stage = new Stage("storm" + stages, data.resolve("stage" + stages));
        try {
            stage.start();
            return stage;
        } catch (AssertionError | RuntimeException failed) {
            stage.close();
            throw failed;
        }
    }

    private static Set<Kind> possible(Stage stage) {
        Set<Kind> kinds = EnumSet.allOf(Kind.class);
        if (stage.disk.isEmpty()) {
            kinds.remove(Kind.FILL_DISK);
        }
        if (stage.clocks.isEmpty()) {
            kinds.remove(Kind.JUMP_CLOCK);
        }
        return kinds;
    }
}
