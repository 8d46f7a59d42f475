package dev.fanfare.standalone.system.storm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.standalone.sink.Received;
import dev.fanfare.standalone.system.guarantees.Collected;
import dev.fanfare.standalone.system.parts.Breakable;
import dev.fanfare.standalone.system.parts.CommittedRecords;
import dev.fanfare.standalone.system.parts.FrontDoor;
import dev.fanfare.standalone.system.parts.Sinks;
import dev.fanfare.standalone.system.storm.Load.Accepted;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// Half of a steady rate for a long time, while one process is killed each minute: `-Dsoak.minutes`, `-Dsoak.rate` the
/// steady rate in events a second, each to ten people on two channels, `-Dchaos.seed` says who is killed.
@Tag("chaos")
class SoakIT {

    private static final int MINUTES = Integer.getInteger("soak.minutes", 3);
    private static final int RATE = Integer.getInteger("soak.rate", 20);
    private static final int PEOPLE = 2_000;
    private static final int GROUP = 10;
    private static final Duration CALL = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final double TARGET = 0.999;
    private static final List<Kind> KILLS =
            List.of(Kind.KILL_BROKER, Kind.KILL_FANOUT, Kind.KILL_CHANNELS, Kind.KILL_FRONT);

    private final long seed = Long.getLong("chaos.seed", new Random().nextLong(1_000_000));
    private final Random random = new Random(seed);
    private final Queue<Received> received = new ConcurrentLinkedQueue<>();

    @TempDir
    private Path data;

    @Test
    @DisplayName("S4-08 at half of the steady rate, with a process killed each minute, 99.9 % are told within 60 s")
    void a_process_is_killed_each_minute() {
        System.out.printf("seed %d, %d minutes at %.1f events/s%n", seed, MINUTES, RATE / 2.0);
        try (Stage stage = new Stage("soak", data)) {
            stage.start();
            try (Sinks sinks = new Sinks(CALL, received::add);
                    FrontDoor one = stage.door(0);
                    FrontDoor other = stage.door(1);
                    Load load = new Load(List.of(one, other))) {
                Crowd crowd = new Crowd("soak" + seed, PEOPLE, PEOPLE / GROUP, stage.hooks.port(), false);
                stage.reach(sinks);
                one.recipients(crowd.lines());
                Strike strike = new Strike(stage);
                Instant begin = Instant.now();
                int posts = run(stage, crowd, load, strike);
                load.close();
                stage.awaitReady();
                judge(stage, crowd, load, strike, one, begin, posts);
            }
        }
    }

    /// Answers how many were posted.
    private int run(Stage stage, Crowd crowd, Load load, Strike strike) {
        List<Thread> kills = new ArrayList<>();
        int posts = MINUTES * 60 * RATE / 2;
        long begin = System.nanoTime();
        int minute = 0;
        boolean killed = false;
        for (int number = 0; number < posts; number++) {
            long due = begin + number * 2_000_000_000L / RATE;
            while (System.nanoTime() - due < 0) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            int group = number % crowd.groups();
            load.post(
                    Post.of(crowd, "soak-" + number, "storm.all", crowd.group(group), "normal", crowd.members(group)));
            long second = (System.nanoTime() - begin) / 1_000_000_000L;
            if (!killed && second % 60 >= 30) {
                killed = true;
                kills.add(kill(strike));
            }
            if (second / 60 > minute) {
                minute++;
                killed = false;
                tellMemory(minute, stage);
            }
        }
        kills.forEach(SoakIT::join);
        tellMemory(minute + 1, stage);
        return posts;
    }

    private Thread kill(Strike strike) {
        Kind kind = KILLS.get(random.nextInt(KILLS.size()));
        Fault fault = new Fault(kind, random.nextInt(Stage.EACH), Duration.ZERO, Duration.ofMillis(500), 0);
        System.out.println(kind);
        return Thread.startVirtualThread(() -> strike.strike(fault));
    }

    private void judge(Stage stage, Crowd crowd, Load load, Strike strike, FrontDoor door, Instant begin, int posts) {
        Map<String, JsonNode> statuses = Statuses.of(load.accepted().keySet(), door, PATIENCE);
        CommittedRecords records = new CommittedRecords(stage.bootstrapServers(), Stage.TOPICS);
        Judge judge = new Judge(crowd, Collected.from(records, List.copyOf(received), List.of()), strike.troubles());
        Map<Long, List<Duration>> waits = new TreeMap<>();
        load.accepted().forEach((key, accepted) -> {
            judge.judge(accepted.post(), statuses.getOrDefault(key, MissingNode.getInstance()));
            waits.computeIfAbsent(Duration.between(begin, accepted.posted()).toMinutes(), _ -> new ArrayList<>())
                    .addAll(waits(accepted, judge.calls(key)));
        });
        waits.forEach(SoakIT::tell);
        List<Duration> all = waits.values().stream().flatMap(List::stream).toList();
        double soon =
                (double) all.stream().filter(wait -> wait.compareTo(SOON) <= 0).count() / judge.deliveries();
        System.out.printf(
                Locale.ROOT,
                "%d events posted, %.3f %% answered 202 at the first try, %.3f %% in the end; %d deliveries, %.3f %%"
                        + " within 60 s; %d calls repeated, %d of them without cause; ended by themselves: %s%n",
                posts,
                100.0 * load.firstTries() / posts,
                100.0 * load.accepted().size() / posts,
                judge.deliveries(),
                100 * soon,
                judge.repeated(),
                judge.withoutCause(),
                stage.watchdog.ended());
        System.out.println("first tries without 202: " + load.misses());
        assertThat(judge.wrong()).as("seed %d", seed).isEmpty();
        assertThat(load.refused()).as("seed %d: posts", seed).isEmpty();
        assertThat(soon).as("seed %d: share told within 60 s", seed).isGreaterThanOrEqualTo(TARGET);
    }

    /// From the first try of the post to each first call.
    private static List<Duration> waits(Accepted accepted, List<Received> calls) {
        Map<String, Instant> first = new HashMap<>();
        calls.forEach(
                call -> first.merge(call.delivery(), call.at(), (one, other) -> one.isBefore(other) ? one : other));
        return first.values().stream()
                .map(at -> Duration.between(accepted.posted(), at))
                .toList();
    }

    private static void tell(long minute, List<Duration> waits) {
        List<Duration> sorted = waits.stream().sorted().toList();
        System.out.printf(
                Locale.ROOT,
                "minute %d: %d deliveries, %d ms at the median, %d ms for 99 of 100, %d ms at most%n",
                minute + 1,
                sorted.size(),
                sorted.get(sorted.size() / 2).toMillis(),
                sorted.get(sorted.size() * 99 / 100).toMillis(),
                sorted.getLast().toMillis());
    }

    private static void tellMemory(int minute, Stage stage) {
        System.out.printf(
                "memory after minute %d, in MB: %s%n",
                minute,
                stage.all().stream()
                        .sorted(Comparator.comparing(Breakable::name))
                        .map(process -> process.name() + " " + Memory.of(process.pid()))
                        .collect(Collectors.joining(", ")));
    }

    private static void join(Thread kill) {
        try {
            kill.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
