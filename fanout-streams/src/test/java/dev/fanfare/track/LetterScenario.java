package dev.fanfare.track;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.DeadLetter;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.schemas.Erasure;
import dev.fanfare.schemas.EventKey;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Priority;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.RecordHeaders;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.serde.MemoryRegistry;
import dev.fanfare.track.TrackTopology.Told;
import dev.fanfare.track.dead.LettersInStore;
import dev.fanfare.track.deliveries.DeliveryMeters;
import dev.fanfare.track.events.EventMeters;
import dev.fanfare.track.replays.ReplaysInStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/// Dead letters in virtual time, on one partition, told by the words of the pipeline.
final class LetterScenario implements AutoCloseable {

    static final Instant BEGIN = Instant.parse("2026-03-01T08:00:00Z");
    static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX, new Partitioning(1));
    static final String EVENT = EventKey.of("test", "1");
    static final Codecs CODECS = Codecs.with(new MemoryRegistry());

    private final TopologyTestDriver driver;
    private Instant now = BEGIN;
    private Instant accepted = BEGIN;
    private @Nullable Instant stamp;

    LetterScenario(Path stateDir) {
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, TOPICS.group("track"));
        config.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Told told = new Told(new DeliveryMeters(meters), new EventMeters(meters), _ -> {});
        driver = new TopologyTestDriver(TrackTopology.build(TOPICS, CODECS, () -> now, told), config, BEGIN);
    }

    static String id(String recipient) {
        return DeliveryId.of(EVENT, recipient, Channel.EMAIL, recipient);
    }

    /// What is given up from here on is of an event that was accepted then.
    LetterScenario acceptedAt(Instant time) {
        accepted = time;
        return this;
    }

    /// Given up by e-mail after three attempts.
    LetterScenario dead(String recipient, Reason reason) {
        return dead(recipient, reason, 0, 3);
    }

    LetterScenario dead(String recipient, Reason reason, int replay, int attempts) {
        Delivery delivery = Delivery.newBuilder()
                .setId(id(recipient))
                .setRecipient(recipient)
                .setAddress(recipient)
                .setEvent(EVENT)
                .setType("greeting")
                .setChannel(Channel.EMAIL)
                .setLane(Lane.STANDARD)
                .setPriority(Priority.NORMAL)
                .setLocale("en")
                .setTitle("hello " + recipient)
                .setTimestamp(accepted)
                .setAcceptedAt(accepted)
                .setReplay(replay)
                .build();
        DeadLetter letter = DeadLetter.newBuilder()
                .setDelivery(delivery)
                .setReason(reason)
                .setError("550 no such user")
                .setAttempts(attempts)
                .setAt(now)
                .build();
        String topic = TOPICS.deadLetters(Channel.EMAIL).name();
        pipe(
                topic,
                bytes(recipient),
                CODECS.of(TOPICS.deadLetters(Channel.EMAIL), DeadLetter.class).encode(letter));
        return this;
    }

    /// Given up by e-mail, and written to its topic then.
    LetterScenario deadSince(String recipient, Instant written) {
        stamp = written;
        dead(recipient, Reason.REJECTED);
        stamp = null;
        return this;
    }

    /// A record of `events.dlt`.
    LetterScenario buried(byte[] key, byte[] value, Map<String, String> headers) {
        TestRecord<byte[], byte[]> record = new TestRecord<>(key, value, now);
        headers.forEach((name, text) -> RecordHeaders.put(record.headers(), name, text));
        driver.createInputTopic(TOPICS.eventsDlt().name(), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(record);
        return this;
    }

    LetterScenario bytes(String topic, byte[] value) {
        pipe(topic, bytes("key"), value);
        return this;
    }

    LetterScenario erased(String recipient, Instant at) {
        pipe(
                TOPICS.erasures().name(),
                bytes(recipient),
                CODECS.of(TOPICS.erasures(), Erasure.class).encode(new Erasure(recipient, at)));
        return this;
    }

    /// Lets time go by; each timer that is due runs once for each of its intervals.
    LetterScenario pass(Duration time) {
        now = now.plus(time);
        driver.advanceWallClockTime(time);
        return this;
    }

    /// Lets time go by in steps, so that each timer finds the clock as it would be.
    LetterScenario pass(Duration time, Duration step) {
        for (Duration left = time; left.isPositive(); left = left.minus(step)) {
            pass(step);
        }
        return this;
    }

    Instant now() {
        return now;
    }

    List<LettersInStore.Seen> list(Map<String, String> query) {
        return LettersInStore.list(store(), query, 50);
    }

    List<String> recipients(Map<String, String> query) {
        return list(query).stream().map(LettersInStore.Seen::recipient).toList();
    }

    Map<String, Map<String, Long>> counts() {
        return LettersInStore.counts(store());
    }

    KeyValueStore<Bytes, byte[]> store() {
        return driver.getKeyValueStore(LettersInStore.NAME);
    }

    KeyValueStore<Bytes, byte[]> replays() {
        return driver.getKeyValueStore(ReplaysInStore.NAME);
    }

    /// What was written to a topic since it was last asked.
    List<TestRecord<byte[], byte[]>> written(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    <T extends SpecificRecord> void write(dev.fanfare.schemas.Topic topic, Class<T> type, T value) {
        pipe(topic.name(), bytes("key"), CODECS.of(topic, type).encode(value));
    }

    private void pipe(String topic, byte[] key, byte[] value) {
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(key, value, stamp == null ? now : stamp);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        driver.close();
    }
}
