package dev.fanfare.channels.live;

import dev.fanfare.schemas.Presence;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.AwaitRegistry;
import dev.fanfare.schemas.serde.Codec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says who has a stream open here: at once when the first begins or the last is closed, and again before the lease is
/// over. Whoever opens a stream is not held up.
public final class TellPresence implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TellPresence.class);

    private final Topics topics;
    private final Codec<Presence> codec;
    private final Write write;
    private final Streams streams;
    private final InstantSource clock;
    private final String instance;
    private final Lease lease;
    private final BlockingQueue<String> changed = new LinkedBlockingQueue<>();
    private final Thread thread =
            Thread.ofPlatform().name("tell-presence").daemon().unstarted(this::run);

    /// Writes records until all are acknowledged.
    @FunctionalInterface
    public interface Write {

        void run(List<ProducerRecord<byte[], byte[]>> records) throws InterruptedException;
    }

    /// @param length for which an instance that says nothing more is believed
    /// @param again after which it is renewed
    /// @param grace for a reader who comes back at once, here or elsewhere
    record Lease(Duration length, Duration again, Duration grace) {

        static final Lease DEFAULT = new Lease(Duration.ofMinutes(1), Duration.ofSeconds(20), Duration.ofSeconds(10));
    }

    /// @param instance names this process as long as it lives
    public TellPresence(
            Topics topics, Codec<Presence> codec, Write write, Streams streams, InstantSource clock, String instance) {
        this(topics, codec, write, streams, clock, instance, Lease.DEFAULT);
    }

    TellPresence(
            Topics topics,
            Codec<Presence> codec,
            Write write,
            Streams streams,
            InstantSource clock,
            String instance,
            Lease lease) {
        this.topics = topics;
        this.codec = codec;
        this.write = write;
        this.streams = streams;
        this.clock = clock;
        this.instance = instance;
        this.lease = lease;
    }

    public void start() {
        streams.whenChanged(changed::add);
        thread.start();
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void run() {
        long again = System.nanoTime() + lease.again().toNanos();
        try {
            while (true) {
                long left = again - System.nanoTime();
                // leases are renewed though changes never cease
                String first = left <= 0 ? null : changed.poll(left, TimeUnit.NANOSECONDS);
                if (first == null) {
                    again = System.nanoTime() + lease.again().toNanos();
                    tell(streams.people());
                } else {
                    tell(Stream.concat(Stream.of(first), drained().stream()).collect(Collectors.toSet()));
                }
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private Set<String> drained() {
        Set<String> more = new HashSet<>();
        changed.drainTo(more);
        return more;
    }

    private void tell(Set<String> people) throws InterruptedException {
        try {
            write.run(
                    AwaitRegistry.during(() -> people.stream().map(this::record).toList()));
        } catch (RuntimeException failed) {
            LOG.atWarn().setCause(failed).log("Who has a stream open could not be said, and is said again soon");
        }
    }

    private ProducerRecord<byte[], byte[]> record(String person) {
        Instant now = clock.instant();
        Instant until = now.plus(streams.isServed(person) ? lease.length() : lease.grace());
        byte[] key = (person + "\n" + instance).getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(
                topics.presence().name(), 0, key, codec.encode(new Presence(person, instance, until)));
    }
}
