package dev.fanfare.producer.fakes;

import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Topics;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// One broker, one front door and two neighbours for all tests of a process that need no settings of their own.
public final class World implements BeforeAllCallback, BeforeEachCallback {

    public static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX, new Partitioning(3));

    private World.Parts parts;

    /// Started once, and closed when the process ends.
    private record Parts(Broker broker, Neighbour streams, Neighbour channels, Front front) implements AutoCloseable {
        @Override
        public void close() {
            front.close();
            streams.close();
            channels.close();
            broker.close();
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        parts = context.getStore(
                        ExtensionContext.StoreScope.LAUNCHER_SESSION, ExtensionContext.Namespace.create(World.class))
                .computeIfAbsent(World.class, _ -> open(), Parts.class);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        parts.streams().reset();
        parts.channels().reset();
    }

    public Front front() {
        return parts.front();
    }

    public Neighbour streams() {
        return parts.streams();
    }

    public Neighbour channels() {
        return parts.channels();
    }

    public Broker broker() {
        return parts.broker();
    }

    /// What stands on a topic now.
    public Written written() {
        return new Written(parts.broker().bootstrap());
    }

    private static Parts open() {
        Broker broker = Broker.start(Path.of("target", "broker-" + UUID.randomUUID()));
        Neighbour streams = new Neighbour();
        Neighbour channels = new Neighbour();
        Front front = Front.start(broker.bootstrap(), streams, channels, Map.of());
        Awaitility.await().until(() -> answersInTime(front));
        return new Parts(broker, streams, channels, front);
    }

    /// A cold JVM may need longer than the 50 ms in which the neighbour must say what it knows.
    private static boolean answersInTime(Front front) {
        String warmUp = """
                {"specversion":"1.0","id":"%s","source":"/warm-up","type":"warm.up","recipients":"ada","title":"-"}""";
        Answer answer = front.event(warmUp.formatted(System.nanoTime()));
        return answer.status() == 202
                && answer.json().path("events").get(0).path("duplicate").isBoolean();
    }
}
