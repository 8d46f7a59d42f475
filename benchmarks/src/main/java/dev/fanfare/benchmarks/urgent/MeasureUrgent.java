package dev.fanfare.benchmarks.urgent;

import dev.fanfare.benchmarks.arrivals.Arrivals;
import dev.fanfare.benchmarks.arrivals.WatchTopic;
import dev.fanfare.benchmarks.report.Samples;
import dev.fanfare.benchmarks.stack.Stack;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Topic;
import dev.fanfare.standalone.client.FrontDoor;
import dev.fanfare.standalone.sink.Behaviour;
import dev.fanfare.standalone.sink.MailSink;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// One backlog, in a pipeline of its own: rounds of quiet and of urgent events one after another, in turn.
final class MeasureUrgent implements AutoCloseable {

    private static final int PEOPLE = 10_000;
    private static final int URGENT_PEOPLE = 100;
    private static final Duration QUIET = Duration.ofSeconds(6);
    private static final Duration WARM_UP = Duration.ofSeconds(40);

    private final Arrivals arrivals = new Arrivals();
    private final Backlog backlog;
    private final MailSink mails;
    private final Stack stack;
    private final FrontDoor door;
    private int sent;

    MeasureUrgent(Backlog backlog) {
        this.backlog = backlog;
        Behaviour behaviour = new Behaviour();
        behaviour.takeTime(backlog.call);
        mails = new MailSink(0, behaviour, received -> {
            if (backlog == Backlog.DELIVERIES) {
                arrivals.came(received.title());
            }
        });
        stack = Stack.start(Map.of(
                "fanfare.email.smtp.host", "127.0.0.1", "fanfare.email.smtp.port", String.valueOf(mails.port())));
        door = stack.frontDoor();
    }

    /// @param waiting how many are kept waiting
    /// @param urgent events in each round
    Measured run(int waiting, int urgent, int rounds) throws InterruptedException {
        prepare();
        Topic express = stack.topics().channel(Channel.EMAIL, Lane.EXPRESS);
        var codec = stack.codecs().of(express, Delivery.class);
        try (WatchTopic _ = backlog == Backlog.DELIVERIES
                ? null
                : new WatchTopic(stack.kafka().client(), express, codec, arrivals)) {
            send(urgent);
            List<Double> idle = send(urgent);
            MakeWork work = new MakeWork(stack.topics(), stack.codecs(), backlog, PEOPLE);
            try (KeepWaiting kept = new KeepWaiting(stack, backlog, work, waiting)) {
                TimeUnit.MILLISECONDS.sleep(WARM_UP.toMillis());
                kept.awaitFull();
                return rounds(kept, idle, urgent, rounds);
            }
        }
    }

    private Measured rounds(KeepWaiting kept, List<Double> idle, int urgent, int rounds) throws InterruptedException {
        List<Double> busy = new ArrayList<>();
        List<Double> quietRates = new ArrayList<>();
        List<Double> shares = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            Rate quiet = new Rate(kept);
            TimeUnit.MILLISECONDS.sleep(QUIET.toMillis());
            double without = quiet.perSecond();
            Rate disturbed = new Rate(kept);
            busy.addAll(send(urgent));
            quietRates.add(without);
            shares.add(disturbed.perSecond() / without);
        }
        return new Measured(
                backlog, new Samples(idle), new Samples(busy), new Samples(quietRates), new Samples(shares));
    }

    private void prepare() {
        door.put("/v1/templates/bench", "{\"en\": {\"subject\": \"{{event.id}}\", \"text\": \"Now.\"}}")
                .orFail();
        rule("bench.urgent", "urgent");
        rule(MakeWork.TYPE, "normal");
        String people = IntStream.range(0, PEOPLE)
                        .mapToObj(n -> MakeWork.person(MakeWork.waitingPerson(n)))
                        .collect(Collectors.joining("\n"))
                + "\n"
                + IntStream.range(0, URGENT_PEOPLE)
                        .mapToObj(n -> MakeWork.person("urgent-" + n))
                        .collect(Collectors.joining("\n"));
        door.post("/v1/recipients", "application/x-ndjson", BodyPublishers.ofString(people))
                .orFail();
    }

    private void rule(String type, String priority) {
        door.put(
                        "/v1/rules/" + type,
                        "{\"channels\": [\"email\"], \"template\": \"bench\", \"priority\": \"" + priority + "\"}")
                .orFail();
    }

    /// Each is sent when the one before has come out; answers the milliseconds that each took, the call included.
    private List<Double> send(int urgent) {
        List<Double> took = new ArrayList<>();
        for (int i = 0; i < urgent; i++) {
            String id = "urgent-" + sent++;
            CompletableFuture<Long> arrival = arrivals.expect(id);
            long begin = System.nanoTime();
            door.post("/v1/events", "application/cloudevents+json", BodyPublishers.ofString("""
                    {"specversion": "1.0", "id": "%s", "source": "/bench/urgent", "type": "bench.urgent", "recipients": "urgent-%d"}""".formatted(
                                    id, sent % URGENT_PEOPLE)))
                    .orFail();
            took.add((arrival.join() - begin) / 1e6);
        }
        return took;
    }

    @Override
    public void close() {
        door.close();
        stack.close();
        mails.close();
    }

    /// How fast work goes from its making on.
    private static final class Rate {
        private final KeepWaiting kept;
        private final long before;
        private final long since = System.nanoTime();

        Rate(KeepWaiting kept) {
            this.kept = kept;
            this.before = kept.workedOff();
        }

        double perSecond() {
            return (kept.workedOff() - before) / ((System.nanoTime() - since) / 1e9);
        }
    }
}
