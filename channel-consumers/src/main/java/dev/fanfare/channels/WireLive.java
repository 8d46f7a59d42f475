package dev.fanfare.channels;

import dev.fanfare.channels.delivery.WriteRecords;
import dev.fanfare.channels.live.LiveGateway;
import dev.fanfare.channels.live.StreamEndpoint;
import dev.fanfare.channels.live.Streams;
import dev.fanfare.channels.live.TailLive;
import dev.fanfare.channels.live.TellPresence;
import dev.fanfare.channels.live.WhoIsThere;
import dev.fanfare.schemas.ErasedPeople;
import dev.fanfare.schemas.Live;
import dev.fanfare.schemas.Presence;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.running.FollowTopics;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.setup.AppSettings;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.coyote.AbstractProtocol;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The streams that people have open: on every instance, whichever channels it runs.
@Configuration(proxyBeanMethods = false)
class WireLive {

    /// Read by one thread for all: little of it is for anybody here.
    private static final int MOST_FETCHED = 8 * 1024 * 1024;

    /// Until it is read who has a stream open at other instances.
    private static final Duration UNTIL_KNOWN = Duration.ofSeconds(10);

    @Bean
    Streams openStreams(ChannelsSettings settings, MeterRegistry meters) {
        Streams streams = new Streams(settings.live());
        Gauge.builder("notification.streams", streams, Streams::count)
                .description("Streams that people have open")
                .register(meters);
        return streams;
    }

    @Bean(destroyMethod = "")
    TailLive tailLive(
            AppSettings app, Topics topics, Codecs codecs, Streams streams, ErasedPeople erased, InstantSource clock) {
        Map<String, Object> config = new HashMap<>(app.kafka().client());
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, "fanfare-channels-live");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, MOST_FETCHED);
        return TailLive.of(
                topics,
                codecs,
                new TailLive.Parts(streams, erased, clock),
                () -> new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }

    @Bean
    WhoIsThere whoIsThere(Topics topics, Codecs codecs, InstantSource clock) {
        return new WhoIsThere(codecs.of(topics.presence(), Presence.class), clock);
    }

    /// Until the process ends.
    @Bean(initMethod = "start")
    FollowTopics<byte[]> followPresence(AppSettings app, Topics topics, WhoIsThere whoIsThere) {
        Map<String, Object> config = new HashMap<>(app.kafka().client());
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, "fanfare-channels-presence");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        return new FollowTopics<>(
                "presence",
                List.of(new TopicPartition(topics.presence().name(), 0)),
                whoIsThere,
                () -> new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }

    @Bean(initMethod = "start")
    TellPresence tellPresence(Topics topics, Codecs codecs, WriteRecords write, Streams streams, InstantSource clock) {
        return new TellPresence(
                topics,
                codecs.of(topics.presence(), Presence.class),
                write::run,
                streams,
                clock,
                UUID.randomUUID().toString());
    }

    @Bean
    LiveGateway liveGateway(
            Topics topics,
            Codecs codecs,
            WriteRecords write,
            Streams streams,
            WhoIsThere whoIsThere,
            InstantSource clock) {
        return new LiveGateway(
                topics,
                codecs.of(topics.live(), Live.class),
                write::run,
                new LiveGateway.Present(streams, whoIsThere, UNTIL_KNOWN),
                clock);
    }

    /// Room for streams and other calls.
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> roomForStreams(ChannelsSettings settings) {
        return server -> server.addConnectorCustomizers(connector -> {
            if (connector.getProtocolHandler() instanceof AbstractProtocol<?> protocol) {
                protocol.setMaxConnections(
                        Math.max(protocol.getMaxConnections(), settings.live().connections()));
            }
        });
    }

    @Bean
    RunLive runLive(Streams streams, TailLive tail) {
        return new RunLive(streams, tail);
    }

    @Bean
    StreamEndpoint streamEndpoint(Streams streams, TailLive tail, ChannelsSettings settings) {
        return new StreamEndpoint(streams, tail, settings.live().heartbeat());
    }
}
