package dev.fanfare.channels;

import dev.fanfare.channels.live.StreamEndpoint;
import dev.fanfare.channels.live.Streams;
import dev.fanfare.channels.live.TailLive;
import dev.fanfare.schemas.ErasedPeople;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.setup.AppSettings;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The streams that people have open: on every instance, whichever channels it runs.
@Configuration(proxyBeanMethods = false)
class WireLive {

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
        return TailLive.of(
                topics,
                codecs,
                new TailLive.Parts(streams, erased, clock),
                () -> new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
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
