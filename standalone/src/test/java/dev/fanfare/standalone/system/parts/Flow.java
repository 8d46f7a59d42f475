package dev.fanfare.standalone.system.parts;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/// Events that go on while processes come and go, each to a few people of its own, until it is told to end.
///
/// A door that is away is asked again, or another one, with the same event, as every caller should.
public final class Flow {

    private static final int EACH = 4;
    private static final int MOST = 1_500;
    private static final int AHEAD = 2;
    /// Slow enough to last for as long as processes come and go.
    private static final Duration PACE = Duration.ofMillis(250);
    private static final int CALLS_EACH = 2 * EACH;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final String name;
    private final List<FrontDoor> doors;
    private final Sinks sinks;
    private final People people;
    private final long callsBefore;
    private final List<String> keys = new ArrayList<>();
    private final AtomicInteger posted = new AtomicInteger();
    private volatile boolean enough;

    /// @param name of its people and events
    public Flow(String name, List<FrontDoor> doors, Sinks sinks) {
        this.name = name;
        this.doors = doors;
        this.sinks = sinks;
        people = new People(name, MOST * EACH, sinks, person -> List.of(name + ":" + person / EACH));
        callsBefore = sinks.distinct();
    }

    /// Goes on behind the caller's back.
    public CompletableFuture<Void> begin() {
        FrontDoor door = doors.getFirst();
        door.put("/v1/templates/" + name, "{\"en\": {\"subject\": \"It flows\", \"text\": \"on and on\"}}");
        door.put("/v1/rules/" + name, """
                {"audiences": ["%s:{{data.to}}"], "channels": ["email", "webhook"], "template": "%s"}""".formatted(name, name));
        door.recipients(people.lines());
        // Not in the common pool: on two cores that is one thread, by which the end of a process is told, too.
        return CompletableFuture.runAsync(this::run, Thread::startVirtualThread);
    }

    /// How many events were taken so far.
    public int posted() {
        return posted.get();
    }

    public boolean isFlowing() {
        return posted() < MOST;
    }

    /// Waits until so many more were taken.
    public void awaitMore(int events) {
        int enoughThen = Math.min(MOST, posted() + events);
        await().atMost(PATIENCE).until(() -> posted() >= enoughThen);
    }

    public void end() {
        enough = true;
    }

    /// Whoever should have been told by now.
    public Set<String> addresses() {
        return people.addresses(0, posted() * EACH);
    }

    /// Of every event, once it is final.
    public List<JsonNode> statuses() {
        FrontDoor door = doors.getFirst();
        return keys.stream().map(key -> door.statusOf(key, PATIENCE)).toList();
    }

    private void run() {
        for (int number = 0; number < MOST && !enough; number++) {
            int mayBeOpen = Math.max(0, number - AHEAD) * CALLS_EACH;
            await().pollDelay(PACE)
                    .pollInterval(Duration.ofMillis(20))
                    .atMost(PATIENCE)
                    .until(() -> enough || sinks.distinct() - callsBefore >= mayBeOpen);
            keys.add(post(number));
            posted.incrementAndGet();
        }
    }

    private String post(int number) {
        String event = """
                {"specversion": "1.0", "id": "%1$d", "source": "/%2$s", "type": "%2$s", "data": {"to": "%1$d"}}""".formatted(number, name);
        AtomicInteger attempt = new AtomicInteger(number);
        return await().pollInterval(Duration.ofMillis(50))
                .atMost(PATIENCE)
                .until(() -> doors.get(attempt.getAndIncrement() % doors.size()).tryEvent(event), Optional::isPresent)
                .orElseThrow();
    }
}
