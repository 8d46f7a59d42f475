package dev.fanfare.channels.breaker;

import static dev.fanfare.channels.breaker.Instances.HOOK;
import static dev.fanfare.channels.breaker.Instances.SMTP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.BreakerControl;
import dev.fanfare.schemas.BreakerStand;
import dev.fanfare.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever the clocks say, and however late each one reads, all come to the same. `-Dseed=N` repeats one run.
class BreakersAgreeTest {

    private static final Duration OPEN = Duration.ofSeconds(2);

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"10,10,10", "-10,-10,-10", "10,-10,0", "0,10,10"})
    void clocks_that_differ_from_the_brokers_neither_stop_the_asking_nor_let_two_ask(String seconds) {
        Instances instances = new Instances(List.of(seconds.split(",")).stream()
                .map(Long::parseLong)
                .map(Duration::ofSeconds)
                .toList());
        instances.fail(0, SMTP, 10).heard().later(OPEN);

        List<Integer> asks = instances.asking(SMTP);
        assertThat(asks).hasSize(1);
        int written = instances.log.size();
        for (int n = 0; n < 6; n++) {
            assertThat(instances.later(Duration.ofSeconds(1)).asking(SMTP)).isEmpty();
        }
        assertThat(instances.log).hasSize(written);

        instances.one(asks.getFirst()).well(SMTP, instances.call(Pass.PROBE));
        instances.heard();
        assertThat(instances.all).allMatch(one -> one.isClosed(SMTP));
    }

    @Test
    void a_wish_that_took_long_to_come_back_leaves_less_time_to_ask() {
        Instances instances = new Instances(3);
        instances.fail(0, SMTP, 10).heard().later(OPEN);
        instances.one(0).turn(SMTP);
        instances.hear(instances.one(1));
        instances.later(Duration.ofSeconds(8));

        instances.hear(instances.one(0));

        assertThat(instances.one(0).begin(SMTP).pass()).isEqualTo(Pass.NONE);
    }

    @Test
    void a_provider_that_flaps_within_the_round_trip_is_open_for_all() {
        Instances instances = new Instances(3);
        instances.fail(0, SMTP, 10).heard().later(OPEN);
        int asks = instances.asking(SMTP).getFirst();

        instances.one(asks).well(SMTP, instances.call(Pass.PROBE));
        instances.fail(asks, SMTP, 10).heard();

        assertThat(instances.all).noneMatch(one -> one.isClosed(SMTP));
    }

    @Test
    void so_is_an_endpoint() {
        Instances instances = new Instances(2);
        instances.fail(0, HOOK, 5).heard().later(Duration.ofSeconds(31));
        assertThat(instances.one(0).begin(HOOK).pass()).isEqualTo(Pass.PROBE);

        instances.one(0).well(HOOK, instances.call(Pass.PROBE));
        instances.fail(0, HOOK, 5).heard();

        assertThat(instances.all).noneMatch(one -> one.isClosed(HOOK));
    }

    @Test
    void who_begins_while_another_one_asks_does_not_take_the_provider_for_well() {
        Instances instances = new Instances(2);
        instances.fail(0, SMTP, 10).heard().later(OPEN);
        assertThat(instances.asking(SMTP)).hasSize(1);
        Breakers late = instances.made("late");

        Instances.learn(late, instances.log.getLast()); // all that compaction left

        assertThat(late.begin(SMTP).pass()).isEqualTo(Pass.NONE);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void when_all_have_read_all_they_agree_with_the_log(long seed) {
        Random random = new Random(seed);
        Instances instances = new Instances(3);
        for (int n = 0; n < 3_000; n++) {
            happen(instances, instances.one(random.nextInt(3)), random.nextBoolean() ? SMTP : HOOK, random);
            if (random.nextInt(30) == 0) {
                instances.heard();
                for (String name : List.of(SMTP, HOOK)) {
                    boolean closed = closedByLog(instances, name);
                    assertThat(instances.all)
                            .as("%s after %d steps", name, n)
                            .allSatisfy(one -> assertThat(one.isClosed(name)).isEqualTo(closed));
                }
            }
        }
    }

    private static void happen(Instances instances, Breakers one, String name, Random random) {
        switch (random.nextInt(5)) {
            case 0 -> call(one, name, random);
            case 1 -> one.turn(name);
            case 2 -> instances.later(Duration.ofMillis(random.nextInt(3_000)));
            case 3 -> {
                for (int n = 0; n < 10; n++) {
                    call(one, name, random);
                }
            }
            default -> instances.hear(one);
        }
    }

    private static void call(Breakers one, String name, Random random) {
        Begun call = one.begin(name);
        if (call.pass() == Pass.NONE) {
            return;
        }
        switch (random.nextInt(4)) {
            case 0 -> one.well(name, call);
            case 1 -> one.cut(name, call);
            default -> one.failed(name, call, "503");
        }
    }

    private static boolean closedByLog(Instances instances, String name) {
        boolean closed = true;
        for (Instances.Said said : instances.log) {
            if (said.key().equals(Topics.breakerKey(name))) {
                boolean wish = said.control() != null
                        && said.control().getContent() instanceof BreakerControl breaker
                        && breaker.getStand() == BreakerStand.PROBING;
                closed = wish ? closed : said.control() == null;
            }
        }
        return closed;
    }

    static LongStream seeds() {
        Long given = Long.getLong("seed");
        return given == null ? new Random().longs(30) : LongStream.of(given);
    }
}
