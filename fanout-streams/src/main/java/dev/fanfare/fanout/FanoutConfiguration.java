package dev.fanfare.fanout;

import dev.fanfare.fanout.admit.ReferenceProgress;
import dev.fanfare.fanout.aside.Failures;
import dev.fanfare.fanout.expand.Backlog;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.streams.StreamsApp;
import dev.fanfare.streams.StreamsPlan;
import dev.fanfare.streams.StreamsRuntime;
import java.time.InstantSource;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Wires the fan-out application.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FanoutSettings.class)
class FanoutConfiguration {

    @Bean
    ReferenceProgress referenceProgress() {
        return new ReferenceProgress();
    }

    @Bean
    StreamsApp fanoutApp(
            Topics topics,
            Codecs codecs,
            FanoutSettings settings,
            InstantSource clock,
            ReferenceProgress progress,
            StreamsRuntime runtime) {
        Backlog backlog = new Backlog();
        FanoutParts parts = new FanoutParts(settings, clock, progress, backlog, new Failures());
        return new StreamsApp(
                new StreamsPlan("fanout", () -> FanoutTopology.build(topics, codecs, parts), config(settings, backlog)),
                runtime);
    }

    /// Small fetches and short waits keep what is urgent from standing behind what is many: 20 express events behind
    /// 200,000
    /// waiting ones took 34 ms (p50) so, and 1.3 to 5 s with Kafka's defaults.
    private static Map<String, Object> config(FanoutSettings settings, Backlog backlog) {
        return Map.of(
                StreamsConfig.NUM_STREAM_THREADS_CONFIG,
                settings.threads(),
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                20,
                StreamsConfig.POLL_MS_CONFIG,
                20,
                StreamsConfig.DEFAULT_CLIENT_SUPPLIER_CONFIG,
                EagerClients.class,
                EagerClients.BACKLOG,
                backlog,
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG),
                100,
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG),
                32 * 1024,
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG),
                10);
    }
}
