package dev.fanfare.channels.breaker;

import static dev.fanfare.channels.breaker.Instances.HOOK;
import static dev.fanfare.channels.breaker.Instances.SMTP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.BreakerControl;
import dev.fanfare.schemas.BreakerStand;
import dev.fanfare.schemas.EndpointOwner;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Breakers of several instances that share one log.
class BreakersTest {

    private static final Duration OPEN = Duration.ofSeconds(2);
    private static final EndpointOwner ADA = new EndpointOwner("ada", "example.org", "hash");

    private final Instances instances = new Instances(3);

    @Test
    @DisplayName("S2-43 Half of twenty calls that fail open a breaker, on all instances")
    void half_of_the_calls_open_it_on_all() {
        instances.fail(0, SMTP, 9).heard();
        assertThat(closed()).isTrue();

        instances.fail(0, SMTP, 1).heard();

        assertThat(instances.all).noneMatch(one -> one.isClosed(SMTP));
        assertThat(instances.all)
                .allSatisfy(one -> assertThat(one.begin(SMTP).pass()).isEqualTo(Pass.NONE));
        assertThat(instances.log).hasSize(1);
    }

    @Test
    void calls_that_went_well_in_between_keep_it_closed() {
        for (int n = 0; n < 200; n++) {
            instances.one(0).well(SMTP, instances.call(Pass.CALL));
            instances.one(0).failed(HOOK, instances.call(Pass.CALL), "503");
            instances.one(0).well(HOOK, instances.call(Pass.CALL));
            instances.one(0).well(HOOK, instances.call(Pass.CALL));
        }
        assertThat(closed()).isTrue();
        assertThat(instances.log).isEmpty();
    }

    @Test
    void calls_that_hang_and_end_together_do_not_open_it_while_many_others_go_well() {
        instances.fail(0, SMTP, 1);
        for (int n = 0; n < 200; n++) {
            instances.one(0).well(SMTP, instances.call(Pass.CALL));
        }
        instances.fail(0, SMTP, 20).heard();
        assertThat(closed()).isTrue();

        instances.later(Duration.ofMillis(200));
        instances.fail(0, SMTP, 20).heard();
        assertThat(instances.all).as("then nothing goes well").noneMatch(one -> one.isClosed(SMTP));
    }

    @Test
    void calls_that_fail_at_once_do_not_open_it_while_many_that_began_with_them_are_under_way() {
        for (int n = 0; n < 200; n++) {
            assertThat(instances.one(0).begin(SMTP).pass()).isEqualTo(Pass.CALL);
        }
        instances.fail(0, SMTP, 20).heard();
        assertThat(closed()).isTrue();

        instances.fail(0, SMTP, 80).heard();
        assertThat(instances.all).as("half of them failed").noneMatch(one -> one.isClosed(SMTP));
    }

    @Test
    void when_its_time_is_over_one_call_of_one_instance_asks() {
        instances.fail(1, SMTP, 10).heard();
        assertThat(instances.asking(SMTP)).isEmpty();

        instances.later(OPEN);

        assertThat(instances.asking(SMTP)).hasSize(1);
        assertThat(instances.asking(SMTP)).as("the second time").isEmpty();
    }

    @Test
    void an_answer_closes_it_for_all_and_leaves_nothing_behind() {
        instances.fail(0, SMTP, 10).heard().later(OPEN);
        int asks = instances.asking(SMTP).getFirst();

        instances.one(asks).well(SMTP, instances.call(Pass.PROBE));
        instances.heard();

        assertThat(closed()).isTrue();
        assertThat(instances.log.getLast().control()).isNull();
        assertThat(instances.one(2).begin(SMTP).pass()).isEqualTo(Pass.CALL);
    }

    @Test
    void an_outage_of_an_hour_writes_less_than_two_records_a_second() {
        instances.fail(0, SMTP, 10).heard();
        int before = instances.log.size();
        for (int n = 0; n < 3_600 * 10; n++) {
            instances.later(Duration.ofMillis(100));
            for (int asks : instances.asking(SMTP)) {
                instances.one(asks).failed(SMTP, instances.call(Pass.PROBE), "503");
                instances.heard();
            }
        }
        assertThat(instances.log.size() - before).isBetween(3_600, 2 * 3_600);
    }

    @Test
    void who_asks_and_is_killed_is_followed_by_another_one() {
        instances.fail(0, SMTP, 10).heard().later(OPEN);
        int killed = instances.asking(SMTP).getFirst();
        instances.kill(killed);
        assertThat(instances.later(Duration.ofSeconds(5)).asking(SMTP)).isEmpty();

        assertThat(instances.later(Duration.ofSeconds(3)).asking(SMTP))
                .hasSize(1)
                .doesNotContain(killed);
    }

    @Test
    void a_call_that_is_cut_lets_another_one_ask_at_once() {
        instances.fail(0, SMTP, 10).heard().later(OPEN);
        int cut = instances.asking(SMTP).getFirst();

        instances.one(cut).cut(SMTP, instances.call(Pass.PROBE));
        instances.heard().later(Duration.ofMillis(300));

        assertThat(instances.asking(SMTP)).hasSize(1);
    }

    @Test
    void who_wished_to_ask_when_it_had_just_closed_says_so() {
        instances.fail(0, SMTP, 10).heard().later(OPEN);
        instances.one(2).turn(SMTP); // a wish that is written behind the closing
        var wish = instances.log.removeLast();
        int asks = instances.asking(SMTP).getFirst();
        instances.one(asks).well(SMTP, instances.call(Pass.PROBE));
        instances.log.add(wish);
        instances.heard();

        assertThat(closed()).isTrue();
        assertThat(instances.log.getLast().control()).isNull();
    }

    @Test
    void who_starts_while_it_is_open_knows_it_from_the_log() {
        instances.fail(0, SMTP, 10).heard();
        Breakers late = instances.made("late");
        instances.log.forEach(said -> Instances.learn(late, said));

        assertThat(late.begin(SMTP).pass()).isEqualTo(Pass.NONE);
        assertThat(late.turn(SMTP)).isInstanceOf(Turn.NotYet.class);
    }

    @Test
    void an_endpoint_is_asked_less_and_less_often() {
        instances.fail(0, HOOK, 5).heard();
        Duration between = Duration.ZERO;
        for (int n = 0; n < 10; n++) {
            Duration waits = ((Turn.NotYet) instances.one(0).turn(HOOK)).delay();
            assertThat(waits).isGreaterThanOrEqualTo(between).isLessThanOrEqualTo(Breaker.LONGEST);
            between = waits;
            instances.later(waits);
            assertThat(instances.one(0).begin(HOOK).pass()).isEqualTo(Pass.PROBE);
            instances.one(0).failed(HOOK, instances.call(Pass.PROBE), "503");
            instances.heard();
        }
        assertThat(between).isEqualTo(Breaker.LONGEST);
    }

    @Test
    void one_endpoints_trouble_is_no_others() {
        instances.fail(0, HOOK, 50).heard();
        String other = Breakers.ofEndpoint(dev.fanfare.schemas.Channel.WEBHOOK, "https://example.org/other");
        assertThat(instances.all)
                .allSatisfy(one -> assertThat(one.begin(other).pass()).isEqualTo(Pass.CALL));
        assertThat(instances.one(1).list().openEndpoints(dev.fanfare.schemas.Channel.WEBHOOK))
                .isEqualTo(1);
    }

    @Test
    void an_endpoint_without_success_for_three_days_and_a_hundred_calls_is_disabled_for_all() {
        instances.fail(0, HOOK, 5).heard();
        int calls = 5;
        var first = instances.now();
        while (!(instances.one(0).turn(HOOK) instanceof Turn.Never)) {
            if (instances.one(0).turn(HOOK) instanceof Turn.NotYet open) {
                instances.later(open.delay());
            }
            assertThat(instances.one(0).begin(HOOK).pass()).isEqualTo(Pass.PROBE);
            instances.one(0).failed(HOOK, instances.call(Pass.PROBE), "503");
            calls++;
            instances.heard();
        }
        assertThat(calls).isGreaterThanOrEqualTo(100);
        assertThat(Duration.between(first, instances.now())).isBetween(Duration.ofDays(3), Duration.ofHours(73));
        assertThat(instances.all).allSatisfy(one -> assertThat(one.turn(HOOK))
                .isInstanceOfSatisfying(Turn.Never.class, never -> assertThat(never.why())
                        .startsWith("no success since 2026-03-01T08:00:00Z")));
        BreakerControl said = (BreakerControl) instances.log.getLast().control().getContent();
        assertThat(said.getStand()).isEqualTo(BreakerStand.DISABLED);
    }

    @Test
    void what_is_known_of_an_endpoint_outlives_every_instance() {
        instances.fail(0, HOOK, 60).heard();
        Breakers next = instances.made("next");
        instances.log.forEach(said -> Instances.learn(next, said));
        instances.later(Duration.ofDays(4));
        for (int n = 0; n < 95 && next.begin(HOOK).pass() == Pass.PROBE; n++) {
            next.failed(HOOK, instances.call(Pass.PROBE), "503");
            instances.later(Breaker.LONGEST);
        }
        assertThat(next.turn(HOOK)).isInstanceOf(Turn.Never.class);
    }

    @Test
    void gone_is_disabled_at_once_and_registered_anew_is_called_again() {
        assertThat(instances.one(0).disable(HOOK, "HTTP 410", ADA)).isTrue();
        assertThat(instances.one(0).disable(HOOK, "HTTP 410", ADA))
                .as("once more")
                .isFalse();
        instances.heard();
        assertThat(instances.all).allSatisfy(one -> assertThat(one.turn(HOOK)).isEqualTo(new Turn.Never("HTTP 410")));

        instances.one(2).enable(HOOK);
        instances.heard();

        assertThat(instances.all).allSatisfy(one -> assertThat(one.turn(HOOK)).isEqualTo(new Turn.Now()));
        assertThat(List.copyOf(instances.log).getLast().control()).isNull();
    }

    @Test
    void that_an_endpoint_was_disabled_is_told_once_written_by_who_did_it() {
        List<Instant> told = new ArrayList<>();
        instances.all.forEach(one -> one.whenDisabled((control, at) -> {
            assertThat(control.getOwner()).isEqualTo(ADA);
            told.add(at);
        }));
        boolean _ = instances.one(0).disable(HOOK, "HTTP 410", ADA);
        boolean _ = instances.one(1).disable(HOOK, "HTTP 410", ADA);
        assertThat(told).isEmpty();

        instances.heard();

        assertThat(told).containsExactly(instances.now());
    }

    @Test
    void who_died_before_it_was_told_is_followed_by_whoever_starts_within_a_day() {
        boolean _ = instances.one(0).disable(HOOK, "HTTP 410", ADA);
        Instant at = instances.now();
        assertThat(toldAtStart()).containsExactly(at);
        instances.later(Duration.ofHours(23));
        assertThat(toldAtStart()).containsExactly(at);
        instances.later(Duration.ofHours(2));
        assertThat(toldAtStart()).isEmpty();
    }

    private List<Instant> toldAtStart() {
        List<Instant> told = new ArrayList<>();
        Breakers late = instances.made("late");
        late.whenDisabled((_, at) -> told.add(at));
        instances.log.forEach(said -> Instances.learn(late, said));
        return told;
    }

    @Test
    void endpoints_that_nobody_calls_any_more_make_room_for_others() {
        for (int n = 0; n < 20_000; n++) {
            instances.one(0).failed(endpoint(n), instances.call(Pass.CALL), "503");
        }
        instances.fail(0, HOOK, 5);
        assertThat(instances.one(0).isClosed(HOOK))
                .as("there is no room for it")
                .isTrue();

        instances.later(Duration.ofMinutes(61)).fail(0, HOOK, 5);

        assertThat(instances.one(0).isClosed(HOOK)).isFalse();
    }

    @Test
    void an_open_one_that_nobody_has_called_for_a_week_is_closed_for_all() {
        instances.fail(0, HOOK, 5).heard().later(Duration.ofDays(6));
        instances.fail(1, endpoint(1), 1).heard();
        assertThat(instances.one(1).isClosed(HOOK)).isFalse();

        instances.later(Duration.ofDays(2));
        instances.fail(1, endpoint(2), 1).heard();

        assertThat(closed()).isTrue();
        assertThat(instances.log.getLast().control()).isNull();
    }

    private static String endpoint(int number) {
        return Breakers.ofEndpoint(dev.fanfare.schemas.Channel.WEBHOOK, "https://example.org/" + number);
    }

    private boolean closed() {
        return instances.all.stream().allMatch(one -> one.isClosed(SMTP) && one.isClosed(HOOK));
    }
}
