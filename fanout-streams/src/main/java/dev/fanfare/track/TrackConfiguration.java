package dev.fanfare.track;

import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.running.Waiters;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.setup.AppSettings;
import dev.fanfare.streams.Owners;
import dev.fanfare.streams.StreamsApp;
import dev.fanfare.streams.StreamsPlan;
import dev.fanfare.streams.StreamsRuntime;
import dev.fanfare.track.TrackTopology.Told;
import dev.fanfare.track.deliveries.DeliveryMeters;
import dev.fanfare.track.events.AwaitEvent;
import dev.fanfare.track.events.CatchUp;
import dev.fanfare.track.events.EmptyGap;
import dev.fanfare.track.events.EventMeters;
import dev.fanfare.track.lag.LagMeters;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.micrometer.metrics.autoconfigure.MeterRegistryCustomizer;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;

/// Wires tracking.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TrackSettings.class)
class TrackConfiguration {

    private static final long CACHE = 16L * 1024 * 1024;

    @Bean
    Waiters eventWaiters() {
        return new Waiters();
    }

    /// Long calls end before the web server stops.
    @Bean
    ApplicationListener<ContextClosedEvent> wakeWaiters(Waiters waiters) {
        return _ -> waiters.close();
    }

    @Bean
    MeterRegistryCustomizer<MeterRegistry> oldNames() {
        return meters ->
                meters.config().namingConvention(new OldNames(meters.config().namingConvention()));
    }

    @Bean
    StreamsApp trackApp(
            StreamsRuntime runtime,
            TrackSettings settings,
            Topics topics,
            Codecs codecs,
            Waiters waiters,
            InstantSource clock) {
        MeterRegistry meters = runtime.meters();
        Told told = new Told(new DeliveryMeters(meters), new EventMeters(meters), waiters::changed);
        return new StreamsApp(
                new StreamsPlan(Topics.TRACK, () -> TrackTopology.build(topics, codecs, clock, told), config(settings)),
                runtime);
    }

    @Bean
    Owners trackOwners(StreamsApp trackApp, StreamsRuntime runtime) {
        return new Owners(trackApp, runtime);
    }

    @Bean
    AwaitEvent awaitEvent(Waiters waiters, Admin admin, Topics topics, AppSettings settings, InstantSource clock) {
        return new AwaitEvent(waiters, new CatchUp(admin, topics, new EmptyGap(settings.kafka())), clock);
    }

    @Bean
    LagMeters lagMeters(Admin admin, AppSettings settings, Topics topics, InstantSource clock, StreamsRuntime runtime) {
        return new LagMeters(admin, settings.kafka(), topics, clock, runtime.meters());
    }

    /// A short `poll.ms` lets timers and commits of an idle partition come in time.
    private static Map<String, Object> config(TrackSettings settings) {
        return Map.of(
                StreamsConfig.NUM_STREAM_THREADS_CONFIG,
                settings.threads(),
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                50,
                StreamsConfig.POLL_MS_CONFIG,
                20,
                StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG,
                CACHE,
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG),
                100);
    }
}
