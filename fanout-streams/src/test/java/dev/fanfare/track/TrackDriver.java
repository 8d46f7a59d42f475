package dev.fanfare.track;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.schemas.Partitioning;
import dev.fanfare.schemas.Retention;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.serde.MemoryRegistry;
import dev.fanfare.track.TrackTopology.Told;
import dev.fanfare.track.deliveries.DeliveryMeters;
import dev.fanfare.track.events.EventMeters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;

/// The topology of tracking in virtual time; [TopologyTestDriver] stands nowhere else.
class TrackDriver implements AutoCloseable {

    static final Instant ACCEPTED = Instant.parse("2026-03-01T08:00:00Z");
    static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX, new Partitioning(12));
    static final Codecs CODECS = Codecs.with(new MemoryRegistry());

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final List<String> changed = new ArrayList<>();
    final TopologyTestDriver driver;

    Instant now = ACCEPTED;
    Instant accepted = ACCEPTED;

    TrackDriver(Path stateDir, Retention retention) {
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, TOPICS.group("track"));
        config.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        Told told = new Told(new DeliveryMeters(meters), new EventMeters(meters), changed::add);
        Topics topics = new Topics(TOPICS.prefix(), TOPICS.partitioning(), retention);
        driver = new TopologyTestDriver(TrackTopology.build(topics, CODECS, () -> now, told), config, ACCEPTED);
    }

    static Topology topology() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Told told = new Told(new DeliveryMeters(meters), new EventMeters(meters), _ -> {});
        return TrackTopology.build(TOPICS, CODECS, InstantSource.system(), told);
    }

    static String delivery(String event, String recipient, Channel channel) {
        return DeliveryId.of(event, recipient, channel, recipient);
    }

    void pipe(String topic, byte[] value) {
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput("key".getBytes(java.nio.charset.StandardCharsets.UTF_8), value);
    }

    @Override
    public void close() {
        driver.close();
    }
}
