package dev.fanfare.fanout;

import static java.util.Objects.requireNonNull;

import dev.fanfare.fanout.admit.ReferenceProgress;
import dev.fanfare.fanout.ahead.Paces;
import dev.fanfare.fanout.aside.Failures;
import dev.fanfare.fanout.expand.Backlog;
import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Topic;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.serde.MemoryRegistry;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/// The fan-out's topology on one partition, in virtual time.
class FanoutDriver implements AutoCloseable {

    static final Instant START = Instant.parse("2026-01-15T12:00:00Z");

    final Topics topics = new Topics(Topics.DEFAULT_PREFIX, new Partitioning(1));
    final Codecs codecs = Codecs.with(new MemoryRegistry());
    final Backlog backlog = new Backlog();
    private final FanoutSettings settings;
    final Paces paces;
    final TopologyTestDriver driver;
    private final File state = new File("target/streams-state/fanout-" + UUID.randomUUID());
    Instant now = START;
    Duration stepBack = Duration.ZERO;

    /// @param detailLimit people of one event whose deliveries are told one by one
    FanoutDriver(FanoutSettings settings, long detailLimit) {
        this.settings = settings;
        InstantSource clock = this::read;
        paces = new Paces(clock);
        var parts = new FanoutParts(
                settings,
                detailLimit,
                Duration.ofDays(30),
                clock,
                new ReferenceProgress(),
                backlog,
                paces,
                new Failures());
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "fanout");
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
        config.put(StreamsConfig.STATE_DIR_CONFIG, state.getPath());
        driver = new TopologyTestDriver(FanoutTopology.build(topics, codecs, parts), config, START);
    }

    private Instant read() {
        Instant read = now;
        now = now.minus(stepBack);
        return read;
    }

    byte[] avro(Event event) {
        return codecs.of(topics.events(Lane.STANDARD), Event.class).encode(event);
    }

    byte[] encoded(Delivery delivery) {
        return codecs.of(topics.retry(delivery.getChannel()), Delivery.class).encode(delivery);
    }

    Instant now() {
        return now;
    }

    <T extends SpecificRecord> void put(Topic topic, String key, @Nullable T value, Class<T> type) {
        write(
                topic,
                key,
                value == null ? null : codecs.of(topic, type).encode(value),
                new org.apache.kafka.common.header.internals.RecordHeaders());
    }

    <T extends SpecificRecord> List<TestRecord<String, T>> read(Topic topic, Class<T> type) {
        var codec = codecs.of(topic, type);
        return output(topic).stream()
                .map(record -> switch (codec.decode(record.value())) {
                    case Decoded.Readable<T>(var value) ->
                        new TestRecord<>(record.key(), value, record.headers(), record.getRecordTime());
                    case Decoded.Absent<T> _ -> throw new AssertionError("empty on " + topic.name());
                    case Decoded.Unreadable<T>(var why) -> throw new AssertionError(topic.name() + ": " + why);
                })
                .toList();
    }

    List<TestRecord<String, byte[]>> output(Topic topic) {
        return requireNonNull(
                driver.createOutputTopic(topic.name(), new StringDeserializer(), new ByteArrayDeserializer())
                        .readRecordsToList());
    }

    FanoutSettings settings() {
        return settings;
    }

    @Override
    public void close() {
        driver.close();
        try {
            Utils.delete(state);
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }

    void write(Topic topic, @Nullable String key, byte @Nullable [] bytes, Headers headers) {
        driver.createInputTopic(topic.name(), new StringSerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(key, bytes, headers, now));
    }
}
