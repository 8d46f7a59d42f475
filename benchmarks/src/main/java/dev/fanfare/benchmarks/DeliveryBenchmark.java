package dev.fanfare.benchmarks;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.schemas.EventKey;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Priority;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codec;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.serde.MemoryRegistry;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What expansion pays for each delivery before Kafka sees it, and a channel after: its id, and its Avro.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class DeliveryBenchmark {

    private static final String EVENT = EventKey.of("/benchmark", "1");

    private final Codec<Delivery> codec = codec();
    private final Delivery delivery = delivery();
    private final byte[] encoded = codec.encode(delivery);
    private int person;

    /// A new recipient each time, as in a walk over an audience.
    @Benchmark
    public String id() {
        return DeliveryId.of(EVENT, "user-" + person++, Channel.EMAIL, "ada@example.org");
    }

    @Benchmark
    public byte[] encode() {
        return codec.encode(delivery);
    }

    @Benchmark
    public Decoded<Delivery> decode() {
        return codec.decode(encoded);
    }

    private static Codec<Delivery> codec() {
        Topics topics = new Topics(Topics.DEFAULT_PREFIX, new Partitioning(12));
        return Codecs.with(new MemoryRegistry()).of(topics.channel(Channel.EMAIL, Lane.STANDARD), Delivery.class);
    }

    private static Delivery delivery() {
        Instant at = Instant.parse("2026-01-01T09:00:00Z");
        return Delivery.newBuilder()
                .setId(DeliveryId.of(EVENT, "user-1", Channel.EMAIL, "ada@example.org"))
                .setRecipient("user-1")
                .setAddress("ada@example.org")
                .setSecrets(List.of())
                .setEvent(EVENT)
                .setType("homework.assigned")
                .setChannel(Channel.EMAIL)
                .setLane(Lane.STANDARD)
                .setPriority(Priority.NORMAL)
                .setLocale("en")
                .setTitle("New homework in Mathematics")
                .setBody("Ms Byron has set new homework in Mathematics. It is due on Friday.")
                .setTimestamp(at)
                .setAcceptedAt(at)
                .build();
    }
}
