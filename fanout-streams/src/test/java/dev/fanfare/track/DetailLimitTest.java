package dev.fanfare.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.EventKey;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.Retention;
import dev.fanfare.schemas.State;
import dev.fanfare.schemas.Tally;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Events to more people than the detail limit: all are counted exactly, and those who were told leave no record.
class DetailLimitTest {

    private static final String EVENT = EventKey.of("test", "1");
    private static final Channel EMAIL = Channel.EMAIL;

    @TempDir
    Path stateDir;

    @Test
    void who_was_told_beyond_the_limit_is_counted_once_however_often_it_is_said() {
        try (TrackScenario track = scenario("a", 24)) {
            begin(track);
            for (int times = 0; times < 2; times++) {
                track.outcome(EVENT, "p0", EMAIL, State.DELIVERED, 1);
                track.outcome(EVENT, "p3", EMAIL, State.DELIVERED, 1);
                track.tick();
            }

            assertThat(tallies(track)).containsExactly(tally(State.QUEUED, 4), tally(State.DELIVERED, 2));
            assertThat(track.delivered(EVENT, "p0", EMAIL).getRecipient()).isEqualTo("p0");
            assertThat(track.isStored(EVENT, "p3", EMAIL)).isFalse();
            assertThat(track.isStored(EVENT, "p4", EMAIL)).as("waits").isFalse();
        }
    }

    @Test
    void whatever_else_becomes_of_them_has_its_record() {
        try (TrackScenario track = scenario("a", 24)) {
            begin(track);
            track.outcome(EVENT, "p3", EMAIL, State.DEFERRED, 1);
            track.outcome(EVENT, "p4", EMAIL, State.DEAD, 1);
            track.tick();
            assertThat(tallies(track))
                    .containsExactly(
                            tally(State.QUEUED, 4),
                            tally(State.DEFERRED, 1),
                            new Tally(EMAIL, State.DEAD, Reason.REJECTED, 1L));
            assertThat(track.delivered(EVENT, "p3", EMAIL).getAttempt()).isEqualTo(1);

            track.outcome(EVENT, "p3", EMAIL, State.DELIVERED, 2);
            track.outcome(EVENT, "p4", EMAIL, State.DELIVERED, 1, 1);
            track.tick();
            assertThat(tallies(track)).containsExactly(tally(State.QUEUED, 4), tally(State.DELIVERED, 2));
        }
    }

    @Test
    void who_was_skipped_beyond_the_limit_says_why() {
        try (TrackScenario track = scenario("a", 0)) {
            track.admitted(EVENT, 1);
            track.chunk(EVENT, true, State.SKIPPED, Reason.MUTED, EMAIL, "ada");

            assertThat(track.delivered(EVENT, "ada", EMAIL).getReason()).isEqualTo(Reason.MUTED);
        }
    }

    @Test
    void a_replay_of_what_was_told_counts_as_one() {
        try (TrackScenario track = scenario("a", 24)) {
            begin(track);
            track.outcome(EVENT, "p3", EMAIL, State.DELIVERED, 1);
            track.outcome(EVENT, "p3", EMAIL, State.DEFERRED, 1, 1);
            track.tick();

            assertThat(tallies(track)).containsExactly(tally(State.QUEUED, 5), tally(State.DEFERRED, 1));
        }
    }

    @Test
    void one_that_waits_for_longer_than_anything_is_kept_is_counted_all_the_same_and_then_all_goes() {
        Retention day = new Retention(
                Duration.ofDays(1),
                Duration.ofDays(1),
                Duration.ofDays(1),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
        try (TrackScenario track = new TrackScenario(stateDir, day, 24)) {
            begin(track);
            for (String id : List.of("p0", "p1", "p2", "p3", "p4")) {
                track.outcome(EVENT, id, EMAIL, State.DELIVERED, 1);
            }
            track.tick();
            track.pass(Duration.ofDays(3)).pass(Duration.ofDays(3));
            track.outcome(EVENT, "p1", EMAIL, State.DELIVERED, 1);
            track.outcome(EVENT, "p4", EMAIL, State.DELIVERED, 1);
            track.outcome(EVENT, "p5", EMAIL, State.DELIVERED, 1);
            track.tick();
            assertThat(tallies(track)).containsExactly(tally(State.DELIVERED, 6));
            assertThat(track.state(EVENT)).hasToString("DONE");

            for (int days = 0; days < 4; days++) {
                track.pass(Duration.ofDays(1));
            }
            assertThat(track.storedDeliveries()).isZero();
            track.outcome(EVENT, "p5", EMAIL, State.DELIVERED, 1);
            track.tick();
            assertThat(track.storedDeliveries()).isZero();
        }
    }

    @Test
    void who_is_resumed_beyond_the_limit_before_the_pause_was_heard_of_holds_nothing_up() {
        Retention day = new Retention(
                Duration.ofDays(1),
                Duration.ofDays(1),
                Duration.ofDays(1),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
        try (TrackScenario track = new TrackScenario(stateDir, day, 24)) {
            begin(track);
            track.paused(EVENT, "p3", EMAIL, State.QUEUED, 1);
            track.paused(EVENT, "p3", EMAIL, State.HELD, 1);
            track.paused(EVENT, "p4", EMAIL, State.HELD, 1);
            track.tick();
            assertThat(tallies(track)).containsExactly(tally(State.QUEUED, 5), tally(State.HELD, 1));

            for (String id : List.of("p0", "p1", "p2", "p3", "p4", "p5")) {
                track.outcome(EVENT, id, EMAIL, State.DELIVERED, 1);
            }
            track.tick();
            assertThat(tallies(track)).containsExactly(tally(State.DELIVERED, 6));
            for (int days = 0; days < 4; days++) {
                track.pass(Duration.ofDays(1));
            }
            assertThat(track.storedDeliveries()).isZero();
        }
    }

    @Test
    void counts_are_the_same_with_and_without_records_whatever_comes_and_however_often() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<Runnable> steps = new ArrayList<>();
        try (TrackScenario all = scenario("all", 1_000_000);
                TrackScenario some = scenario("some", 12 * 40);
                TrackScenario none = scenario("none", 0)) {
            List<TrackScenario> three = List.of(all, some, none);
            three.forEach(track -> track.admitted(EVENT, 1));
            for (int chunk = 0; chunk < 10; chunk++) {
                boolean last = chunk == 9;
                String[] people = IntStream.range(chunk * 10, chunk * 10 + 10)
                        .mapToObj(n -> "p" + n)
                        .toArray(String[]::new);
                three.forEach(track -> track.chunk(EVENT, last, EMAIL, people));
            }
            for (int n = 0; n < 100; n++) {
                String id = "p" + n;
                int failures = random.nextInt(3);
                int pauses = random.nextInt(3);
                for (int pause = 1; pause <= pauses; pause++) {
                    int holds = pause;
                    List.of(State.HELD, State.QUEUED)
                            .forEach(state -> steps.add(
                                    () -> three.forEach(track -> track.paused(EVENT, id, EMAIL, state, holds))));
                }
                State end = random.nextBoolean() ? State.DELIVERED : State.DEAD;
                for (int repeats = 0; repeats < 1 + random.nextInt(3); repeats++) {
                    for (int attempt = 1; attempt <= failures; attempt++) {
                        int number = attempt;
                        steps.add(
                                () -> three.forEach(track -> track.outcome(EVENT, id, EMAIL, State.DEFERRED, number)));
                    }
                    steps.add(() -> three.forEach(track -> track.outcome(EVENT, id, EMAIL, end, failures + 1)));
                }
            }
            Collections.shuffle(steps, random);
            steps.forEach(Runnable::run);
            three.forEach(TrackScenario::tick);

            assertThat(tallies(some)).as("seed " + seed).isEqualTo(tallies(all));
            assertThat(tallies(none)).as("seed " + seed).isEqualTo(tallies(all));
            assertThat(none.state(EVENT)).hasToString("DONE");
        }
    }

    /// Two people in detail, four without, by e-mail.
    private static void begin(TrackScenario track) {
        track.admitted(EVENT, 1);
        track.chunk(EVENT, false, EMAIL, "p0", "p1");
        track.chunk(EVENT, false, EMAIL, "p2", "p3");
        track.chunk(EVENT, true, EMAIL, "p4", "p5");
        track.tick();
    }

    private TrackScenario scenario(String name, long limit) {
        return new TrackScenario(stateDir.resolve(name), Retention.DEFAULT, limit);
    }

    private static List<Tally> tallies(TrackScenario track) {
        return track.event(EVENT).getTallies();
    }

    private static Tally tally(State state, long count) {
        return new Tally(EMAIL, state, null, count);
    }
}
