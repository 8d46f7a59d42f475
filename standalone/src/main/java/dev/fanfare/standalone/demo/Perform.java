package dev.fanfare.standalone.demo;

import dev.fanfare.standalone.client.Answer;
import dev.fanfare.standalone.client.EventStatus;
import dev.fanfare.standalone.client.FrontDoor;
import dev.fanfare.standalone.terminal.Terminal;
import dev.fanfare.standalone.work.Together;
import dev.fanfare.standalone.work.WorkFailed;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Stream;

/// Loads people, rules and words through the front door, posts an event of each type, and watches until all are told.
final class Perform {

    private static final long BETWEEN_NANOS = 100_000_000L;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final FrontDoor door;
    private final Terminal terminal;

    Perform(FrontDoor door, Terminal terminal) {
        this.door = door;
        this.terminal = terminal;
    }

    void load(People people) {
        long begin = System.nanoTime();
        all(Examples.TEMPLATES, name -> door.put("/v1/templates/" + name, Examples.template(name)));
        all(Examples.TYPES, type -> door.put("/v1/rules/" + type, Examples.rule(type)));
        Answer answer = door.post(
                        "/v1/recipients",
                        "application/x-ndjson",
                        BodyPublishers.ofInputStream(() -> stream(people.lines())))
                .orFail();
        if (answer.json().path("accepted").asInt() != people.count()) {
            throw new WorkFailed("not everybody was taken: " + answer.body());
        }
        terminal.say(String.format(
                Locale.ROOT,
                "loaded %,d people, %d rules and %d templates in %.1f s",
                people.count(),
                Examples.TYPES.size(),
                Examples.TEMPLATES.size(),
                seconds(begin)));
    }

    List<Told> post() {
        List<Told> events = new ArrayList<>();
        for (String type : Examples.TYPES) {
            String event = Examples.event(type, Instant.now());
            long begin = System.nanoTime();
            Answer answer = door.post("/v1/events", "application/cloudevents+json", BodyPublishers.ofString(event))
                    .orFail();
            long end = System.nanoTime();
            String key = answer.json().path("events").path(0).path("key").asString("");
            events.add(new Told(type, key, end, Duration.ofNanos(end - begin), null, null));
        }
        terminal.say("posted " + events.size() + " events, the slowest accepted after "
                + events.stream()
                        .map(Told::accepted)
                        .max(Duration::compareTo)
                        .orElseThrow()
                        .toMillis() + " ms");
        return events;
    }

    List<Told> watch(List<Told> posted) {
        Board board = new Board(terminal);
        long end = System.nanoTime() + PATIENCE.toNanos();
        List<Told> events = posted;
        while (!events.stream().allMatch(Told::isOver) && System.nanoTime() < end) {
            events = events.stream()
                    .map(event -> event.isOver() ? event : event.seen(status(event.key())))
                    .toList();
            board.show(events);
            LockSupport.parkNanos(BETWEEN_NANOS);
        }
        return events;
    }

    private EventStatus status(String key) {
        return new EventStatus(door.get("/v1/events/" + key).orFail().json());
    }

    /// Each waits until it is in force, so they wait together.
    private static void all(List<String> names, Function<String, Answer> put) {
        Together.each(names, names.size(), put).forEach(Answer::orFail);
    }

    private static InputStream stream(Stream<String> lines) {
        Iterator<byte[]> parts =
                lines.map(line -> line.getBytes(StandardCharsets.UTF_8)).iterator();
        return new SequenceInputStream(new Enumeration<>() {
            @Override
            public boolean hasMoreElements() {
                return parts.hasNext();
            }

            @Override
            public InputStream nextElement() {
                return new ByteArrayInputStream(parts.next());
            }
        });
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }
}
