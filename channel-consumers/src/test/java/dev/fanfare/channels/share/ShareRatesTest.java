package dev.fanfare.channels.share;

import static dev.fanfare.channels.share.SharedLog.WHOLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fanfare.channels.share.SharedLog.Instance;
import dev.fanfare.schemas.Control;
import dev.fanfare.schemas.ShareControl;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A provider's rate over several instances, in virtual time. `-Dseed=N` repeats one run.
class ShareRatesTest {

    private final SharedLog log = new SharedLog(new Random(7));

    @Test
    void the_only_instance_has_all_of_it_soon_after_it_wants_any() {
        Instance one = busy();
        log.run(Duration.ofMillis(150));
        assertThat(one.rate).isEqualTo(WHOLE);
    }

    @Test
    @DisplayName("S3-25 A third instance that joins: never more than the rate together, and hardly ever less")
    void a_third_instance_that_joins() {
        busy();
        busy();
        log.run(Duration.ofSeconds(10));
        assertThat(log.used()).isGreaterThan(0.99 * WHOLE);

        Instance third = busy();
        double inASecond = 0;
        for (int n = 1; n <= 2_000; n++) {
            log.step();
            assertThat(log.used()).isLessThanOrEqualTo(WHOLE + 1e-6);
            inASecond += log.used() * 0.005;
            if (n % 200 == 0) {
                assertThat(inASecond).as("second %d", n / 200).isGreaterThan(0.95 * WHOLE);
                inASecond = 0;
            }
        }
        assertThat(third.rate).isCloseTo(WHOLE / 3, org.assertj.core.data.Offset.offset(2.0));
    }

    @Test
    void who_has_no_work_leaves_its_share_to_the_others() {
        Instance one = busy();
        Instance other = busy();
        log.run(Duration.ofSeconds(10));
        assertThat(one.rate).isCloseTo(WHOLE / 2, org.assertj.core.data.Offset.offset(1.0));

        one.waiting = 0;
        log.run(Duration.ofSeconds(1));

        assertThat(other.rate).isGreaterThan(0.98 * WHOLE);
    }

    @Test
    void the_share_of_who_was_killed_comes_back_when_its_lease_is_over() {
        Instance one = busy();
        Instance other = busy();
        log.run(Duration.ofSeconds(10));
        log.kill(one);
        log.run(Duration.ofSeconds(3));
        assertThat(other.rate).isLessThan(0.6 * WHOLE);

        log.run(Duration.ofSeconds(4));

        assertThat(other.rate).isGreaterThan(0.98 * WHOLE);
        assertThat(log.used()).isLessThanOrEqualTo(WHOLE);
    }

    @Test
    void who_stops_well_leaves_its_share_at_once_and_nothing_on_the_topic() {
        Instance one = busy();
        Instance other = busy();
        log.run(Duration.ofSeconds(10));
        log.stop(one);
        log.run(Duration.ofMillis(300));
        assertThat(other.rate).isGreaterThan(0.98 * WHOLE);
        assertThat(log.log.stream()
                        .filter(entry -> entry.key().endsWith(one.name))
                        .toList())
                .last()
                .satisfies(entry -> assertThat(entry.control()).isNull());
    }

    @Test
    void while_nobody_calls_nothing_is_written() {
        Instance one = busy();
        log.run(Duration.ofSeconds(5));
        one.waiting = 0;
        log.run(Duration.ofSeconds(10));
        int before = log.log.size();
        log.run(Duration.ofHours(1));
        assertThat(log.log).hasSize(before);
        assertThat(one.rate).isZero();
    }

    @Test
    void while_work_waits_each_writes_about_once_a_second() {
        busy();
        busy();
        busy();
        log.run(Duration.ofSeconds(10));
        int before = log.log.size();
        log.run(Duration.ofSeconds(60));
        assertThat(log.log.size() - before).isBetween(150, 200);
    }

    @Test
    void the_answer_to_a_question_that_was_taken_back_raises_nothing() {
        Share share = new Share(SharedLog.NAME, "me", WHOLE, -10_000_000_000L); // has listened long enough
        Instant at = Instant.parse("2026-03-01T08:00:00Z");
        ShareControl first = words(share.decide(WHOLE, 0));
        share.learn("me", first, at);
        assertThat(share.rate(1)).isEqualTo(WHOLE);
        share.learn("other", other(0, WHOLE), at);
        ShareControl lowered = words(share.decide(WHOLE, 25_000_000));
        assertThat(lowered.getHolds()).isEqualTo(WHOLE / 2);
        share.learn("me", lowered, at);
        share.learn("other", null, at);
        ShareControl asks = words(share.decide(WHOLE, 50_000_000)); // Q1
        share.learn("other", other(0, WHOLE), at);
        ShareControl again = words(share.decide(WHOLE / 10, 75_000_000)); // takes it back
        assertThat(again.getAsks()).isEqualTo(WHOLE / 10);
        share.learn("other", null, at);
        ShareControl asksAgain = words(share.decide(WHOLE, 100_000_000)); // Q2
        assertThat(asksAgain.getAsks()).isGreaterThan(asksAgain.getHolds());

        share.learn("me", asks, at);

        assertThat(share.rate(110_000_000)).isEqualTo(asksAgain.getHolds());
        share.learn("me", again, at);
        share.learn("me", asksAgain, at);
        assertThat(share.rate(120_000_000)).isEqualTo(WHOLE);
    }

    @Test
    void one_failure_does_not_end_the_sharing() {
        AtomicInteger times = new AtomicInteger();
        BiConsumer<String, @Nullable Control> broken = (_, _) -> {
            if (times.getAndIncrement() < 2) {
                throw new IllegalStateException("for once");
            }
        };
        ShareRates rates = new ShareRates("me", broken, System::nanoTime);
        rates.join(SharedLog.NAME, WHOLE, log.new Instance("busy") {
            @Override
            public int waiting() {
                return 1;
            }
        });
        rates.start();
        try (rates) {
            await().until(() -> times.get() > 2);
            assertThat(rates.isRunning()).isTrue();
        }
    }

    private static ShareControl words(Share.Said said) {
        return ((Share.Said.Words) said).words();
    }

    private static ShareControl other(double holds, double wants) {
        return new ShareControl(SharedLog.NAME, "other", holds, holds, wants);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @DisplayName("Whoever comes, goes, dies and reads late, all together never have more than there is")
    void never_more_than_there_is(long seed) {
        Random random = new Random(seed);
        SharedLog any = new SharedLog(random, random.nextBoolean() ? 20 : 500);
        long settledSince = 0;
        for (int n = 0; n < 30_000; n++) {
            if (random.nextInt(400) == 0) {
                happen(any, random);
                settledSince = any.now();
            }
            any.step();
            assertThat(any.used()).as("after %d ms", any.now()).isLessThanOrEqualTo(WHOLE + 1e-6);
            if (any.now() - settledSince > 9_000 && any.live.values().stream().anyMatch(one -> one.waiting > 0)) {
                assertThat(any.used()).as("after %d ms", any.now()).isGreaterThan(0.95 * WHOLE);
            }
        }
    }

    private static void happen(SharedLog any, Random random) {
        List<Instance> live = new ArrayList<>(any.live.values());
        switch (random.nextInt(live.size() < 2 ? 1 : 5)) {
            case 0 -> any.join().waiting = random.nextInt(3);
            case 1 -> any.kill(live.get(random.nextInt(live.size())));
            case 2 -> any.stop(live.get(random.nextInt(live.size())));
            default -> live.get(random.nextInt(live.size())).waiting = random.nextInt(2);
        }
    }

    private Instance busy() {
        Instance instance = log.join();
        instance.waiting = 1;
        return instance;
    }

    static LongStream seeds() {
        Long given = Long.getLong("seed");
        return given == null ? new Random().longs(50) : LongStream.of(given);
    }
}
