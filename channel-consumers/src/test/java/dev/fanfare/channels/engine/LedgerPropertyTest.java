package dev.fanfare.channels.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.channels.engine.Ledger.Progress;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The ledger against a model that simply remembers everything, under random gaps, completions, commits and crashes.
class LedgerPropertyTest {

    static List<Long> seeds() {
        Random random = new Random();
        return random.longs(200).boxed().toList();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @DisplayName(
            "S2-20 Nothing unfinished is ever committed, and a crash repeats only what was not committed as finished")
    void nothing_unfinished_is_ever_committed(long seed) {
        new Run(new Random(seed)).steps(2_000);
    }

    @Test
    void a_ledger_that_ran_for_long_agrees_with_the_model_too() {
        new Run(new Random(42)).steps(60_000);
    }

    /// One partition's life: a log with holes, a consumer that reads on, sends that end in any order, and crashes.
    private static final class Run {

        private final Random random;
        private final List<Long> log = new ArrayList<>();
        private final Set<Long> done = new HashSet<>();
        private final Set<Long> doneByCommit = new HashSet<>();
        private final TreeSet<Long> running = new TreeSet<>();
        private Progress committed = new Progress(0, new BitSet());
        private Ledger ledger = new Ledger(committed);
        private int position;

        Run(Random random) {
            this.random = random;
        }

        void steps(int count) {
            for (int n = 0; n < count; n++) {
                switch (random.nextInt(100)) {
                    case 0 -> crash();
                    case 1, 2, 3, 4, 5 -> commit();
                    case 6, 7 -> ledger.reach(position == log.size() ? end() : log.get(position));
                    default -> {
                        if (running.size() < 40 && random.nextBoolean()) {
                            take();
                        } else {
                            finish();
                        }
                    }
                }
            }
        }

        private void take() {
            if (position == log.size()) {
                log.add(end() + (random.nextInt(5) == 0 ? random.nextInt(50) : 0));
            }
            long offset = log.get(position++);
            boolean fresh = ledger.take(offset);
            assertThat(fresh).as("taken %d", offset).isEqualTo(!doneByCommit.contains(offset));
            if (fresh) {
                running.add(offset);
            }
        }

        private void finish() {
            if (!running.isEmpty()) {
                Long offset = new ArrayList<>(running).get(random.nextInt(running.size()));
                running.remove(offset);
                done.add(offset);
                ledger.finish(offset);
            }
        }

        private void commit() {
            Optional<Progress> changes = ledger.changes();
            if (changes.isEmpty()) {
                return;
            }
            Progress progress = changes.get();
            Progress read =
                    new Progress(progress.lowest(), CommitMetadata.decode(CommitMetadata.encode(progress.above())));
            assertThat(read.lowest()).isGreaterThanOrEqualTo(committed.lowest());
            for (long offset : log.subList(0, position)) {
                assertThat(finished(read, offset))
                        .as("committed as finished: %d", offset)
                        .isEqualTo(done.contains(offset));
                if (finished(read, offset)) {
                    doneByCommit.add(offset);
                }
            }
            committed = read;
        }

        private void crash() {
            running.clear();
            ledger = new Ledger(committed);
            position = 0;
            while (position < log.size() && log.get(position) < committed.lowest()) {
                position++;
            }
            done.retainAll(doneByCommit);
        }

        private long end() {
            return log.isEmpty() ? 0 : log.getLast() + 1;
        }

        private static boolean finished(Progress progress, long offset) {
            return offset < progress.lowest()
                    || offset > progress.lowest() && progress.above().get((int) (offset - progress.lowest() - 1));
        }
    }
}
