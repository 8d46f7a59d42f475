package dev.fanfare.standalone.system.storm;

import dev.fanfare.schemas.Topic;
import dev.fanfare.standalone.system.bad.RawCall;
import dev.fanfare.standalone.system.bad.Rubbish;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// Random calls at every door, and rubbish on a topic, until it is told to end.
final class Noise {

    private static final Duration PACE = Duration.ofMillis(100);
    private static final String JSON = " HTTP/1.1\r\nContent-Type: application/json";
    private static final List<String> HEADS = List.of(
            "POST /v1/events HTTP/1.1\r\nContent-Type: application/cloudevents+json",
            "POST /v1/events HTTP/1.1\r\nContent-Type: application/x-ndjson",
            "POST /v1/recipients HTTP/1.1\r\nContent-Type: application/x-ndjson",
            "PUT /v1/recipients/noise-%s" + JSON,
            "PUT /v1/templates/noise-%s" + JSON,
            "PUT /v1/rules/noise-%s" + JSON,
            "POST /v1/deliveries/%s/retry" + JSON,
            "DELETE /v1/events/%s HTTP/1.1",
            "GET /v1/events/%s HTTP/1.1",
            "GET /v1/events?cursor=%s HTTP/1.1",
            "GET /v1/recipients/%s/inbox HTTP/1.1",
            "GET /v1/dead-letters?cursor=%s HTTP/1.1",
            "GET /v1/channels HTTP/1.1",
            "GET /%s HTTP/1.1",
            "%s /v1/events HTTP/1.1");
    private static final String EVENT = """
            {"specversion": "1.0", "id": "noise", "source": "/noise", "type": "noise.without.rule", "data": {"to": "no one"}}""";

    private final Stage stage;
    private final Random random;
    private final AtomicInteger calls = new AtomicInteger();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private volatile boolean ended;

    Noise(Stage stage, Random random) {
        this.stage = stage;
        this.random = random;
    }

    /// Until [#end]; returns when all of them are answered.
    void call() {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            call(threads);
        }
    }

    private void call(ExecutorService threads) {
        while (!ended) {
            String head = HEADS.get(random.nextInt(HEADS.size())).formatted(word());
            String url = stage.apps().get(random.nextInt(stage.apps().size())).url();
            RawCall call = new RawCall(head, body());
            threads.execute(() -> call(call, url));
            LockSupport.parkNanos(PACE.toNanos());
        }
    }

    void end() {
        ended = true;
    }

    /// On one topic, every partition of it.
    void strew() {
        List<Topic> topics = Stage.TOPICS.all();
        Topic topic = topics.get(random.nextInt(topics.size()));
        new Rubbish(stage.bootstrapServers(), random, stage.schemas()).strewOn(topic);
    }

    int calls() {
        return calls.get();
    }

    /// The calls that were answered with a fault of ours.
    List<String> faults() {
        return List.copyOf(faults);
    }

    private void call(RawCall call, String url) {
        try {
            RawCall.Answer answer = call.to(url);
            calls.incrementAndGet();
            if (answer.status() == 500) {
                faults.add(call.head() + ": " + answer.text());
            }
        } catch (UncheckedIOException away) {
            // nobody was there
        }
    }

    private String word() {
        byte[] letters = new byte[1 + random.nextInt(30)];
        for (int n = 0; n < letters.length; n++) {
            letters[n] = (byte) ('!' + random.nextInt('~' - '!'));
        }
        return new String(letters, StandardCharsets.US_ASCII);
    }

    /// An event in which some bytes are wrong.
    private byte[] body() {
        byte[] body = EVENT.getBytes(StandardCharsets.UTF_8);
        for (int wrong = random.nextInt(4); wrong > 0; wrong--) {
            body[random.nextInt(body.length)] = (byte) random.nextInt(256);
        }
        return body;
    }
}
