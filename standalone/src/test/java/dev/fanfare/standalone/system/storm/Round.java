package dev.fanfare.standalone.system.storm;

import dev.fanfare.standalone.sink.Received;
import dev.fanfare.standalone.system.guarantees.Collected;
import dev.fanfare.standalone.system.parts.AppProcess;
import dev.fanfare.standalone.system.parts.CommittedRecords;
import dev.fanfare.standalone.system.parts.FrontDoor;
import dev.fanfare.standalone.system.parts.Sinks;
import dev.fanfare.standalone.system.storm.Load.Accepted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// One storm over the stage, all of it drawn from its seed, and what is left when it is over.
final class Round {

    private static final int PEOPLE = 800;
    private static final int GROUPS = 4;
    private static final int CALLERS = 3;
    private static final Duration PACE = Duration.ofMillis(200);
    private static final Duration CALL = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Stage stage;
    private final long seed;
    private final Random random;
    private final Crowd crowd;
    private final Strike strike;
    private final Queue<Received> received = new ConcurrentLinkedQueue<>();
    private final List<String> wrong = new ArrayList<>();

    Round(Stage stage, long seed) {
        this.stage = stage;
        this.seed = seed;
        random = new Random(seed);
        crowd = new Crowd("s" + seed, PEOPLE, GROUPS, stage.hooks.port(), true);
        strike = new Strike(stage);
    }

    /// Everybody works when this is called, and should when it returns.
    Result run() {
        Instant begin = Instant.now();
        List<Fault> faults = Fault.draw(random);
        List<Post> posts = Post.draw(crowd, random);
        System.out.printf("round %d: %s%n", seed, faults);
        try (Sinks sinks = new Sinks(CALL, received::add);
                FrontDoor one = stage.door(0);
                FrontDoor other = stage.door(1);
                Load load = new Load(List.of(one, other))) {
            stage.reach(sinks);
            crowd.trouble(sinks);
            one.recipients(crowd.lines());
            Map<TopicPartition, Long> before = records(Map.of()).ends(Collected.topics());
            storm(faults, posts, load);
            stage.awaitReady();
            load.close();
            Instant calm = Instant.now();
            Map<String, JsonNode> statuses = Statuses.of(load.accepted().keySet(), one, left(calm));
            Judge judge = new Judge(
                    crowd, Collected.from(records(before), List.copyOf(received), sinks.refusals()), strike.troubles());
            load.accepted()
                    .forEach((key, accepted) ->
                            judge.judge(accepted.post(), statuses.getOrDefault(key, MissingNode.getInstance())));
            wrong.addAll(judge.wrong());
            wrong.addAll(load.refused());
            return new Result(
                    seed,
                    strike.struck(),
                    load.accepted().size(),
                    judge.deliveries(),
                    judge.repeated(),
                    judge.withoutCause(),
                    judge.withoutExcuse(),
                    longestWait(judge, load),
                    Duration.between(begin, Instant.now()),
                    stage.watchdog.ended(),
                    wrong);
        }
    }

    private void storm(List<Fault> faults, List<Post> posts, Load load) {
        Noise noise = new Noise(stage, new Random(random.nextLong()));
        Instant begin = Instant.now();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, CALLERS)
                    .mapToObj(caller -> IntStream.range(0, posts.size())
                            .filter(post -> post % CALLERS == caller)
                            .mapToObj(posts::get)
                            .toList())
                    .forEach(part -> load.post(part, PACE));
            Future<?> calls = threads.submit(noise::call);
            Future<?> rubbish = threads.submit(noise::strew);
            List<Future<?>> strikes = new ArrayList<>();
            faults.forEach(fault -> strikes.add(threads.submit(() -> {
                sleepUntil(begin.plus(fault.at()));
                strike.strike(fault);
            })));
            strikes.forEach(Round::await);
            load.close();
            noise.end();
            await(calls);
            await(rubbish);
        }
        System.out.printf("%d random calls were answered%n", noise.calls());
        if (noise.calls() == 0) {
            wrong.add("no random call was answered");
        }
        noise.faults().forEach(fault -> wrong.add("a fault of ours: " + fault));
    }

    private Duration longestWait(Judge judge, Load load) {
        return load.accepted().entrySet().stream()
                .map(entry -> wait(entry.getValue(), judge.calls(entry.getKey())))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /// Until the first call for whoever was told last.
    private static Duration wait(Accepted accepted, List<Received> calls) {
        Map<String, Instant> first = new HashMap<>();
        calls.forEach(
                call -> first.merge(call.delivery(), call.at(), (one, other) -> one.isBefore(other) ? one : other));
        return first.values().stream()
                .max(Comparator.naturalOrder())
                .map(last -> Duration.between(accepted.answered(), last))
                .orElse(Duration.ZERO);
    }

    /// Where [#run] did not come to its end.
    Result failed(Throwable failed) {
        wrong.add(failed.toString());
        return new Result(
                seed, strike.struck(), 0, 0, 0, 0, 0, Duration.ZERO, Duration.ZERO, stage.watchdog.ended(), wrong);
    }

    /// As each process is now, for whoever looks for the cause.
    void dumpThreads() {
        stage.apps().forEach(AppProcess::dumpThreads);
    }

    private CommittedRecords records(Map<TopicPartition, Long> begin) {
        return new CommittedRecords(stage.bootstrapServers(), Stage.TOPICS, begin);
    }

    private static Duration left(Instant calm) {
        Duration left = PATIENCE.minus(Duration.between(calm, Instant.now()));
        return left.isNegative() ? Duration.ZERO : left;
    }

    private static void await(Future<?> strike) {
        try {
            strike.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void sleepUntil(Instant moment) {
        while (Instant.now().isBefore(moment)) {
            LockSupport.parkNanos(Duration.between(Instant.now(), moment).toNanos());
        }
    }
}
