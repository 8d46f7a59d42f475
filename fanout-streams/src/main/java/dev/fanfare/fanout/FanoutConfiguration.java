package dev.fanfare.fanout;

import dev.fanfare.fanout.admit.ReferenceProgress;
import dev.fanfare.fanout.ahead.Paces;
import dev.fanfare.fanout.ahead.WatchBulk;
import dev.fanfare.fanout.aside.Failures;
import dev.fanfare.fanout.expand.Backlog;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Topic;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.traces.Traces;
import dev.fanfare.streams.StreamsApp;
import dev.fanfare.streams.StreamsPlan;
import dev.fanfare.streams.StreamsRuntime;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Wires the fan-out application.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({FanoutSettings.class, DetailSettings.class})
class FanoutConfiguration {

    @Bean
    ReferenceProgress referenceProgress() {
        return new ReferenceProgress();
    }

    @Bean
    Paces paces(InstantSource clock) {
        return new Paces(clock);
    }

    @Bean(initMethod = "start")
    WatchBulk watchBulk(Admin admin, Topics topics, Paces paces) {
        return new WatchBulk(admin, topics, paces);
    }

    @Bean
    StreamsApp fanoutApp(
            Topics topics,
            Codecs codecs,
            FanoutSettings settings,
            DetailSettings detail,
            InstantSource clock,
            ReferenceProgress progress,
            Paces paces,
            Traces traces,
            StreamsRuntime runtime) {
        Backlog backlog = new Backlog();
        show(backlog, clock, runtime.meters());
        FanoutParts parts = new FanoutParts(
                settings,
                detail.detailLimit(),
                topics.retention().deadLetters(),
                clock,
                progress,
                backlog,
                paces,
                new Failures(),
                traces);
        return new StreamsApp(
                new StreamsPlan(
                        Topics.FANOUT,
                        () -> FanoutTopology.build(topics, codecs, parts),
                        config(topics, settings, backlog)),
                runtime);
    }

    private static void show(Backlog backlog, InstantSource clock, MeterRegistry meters) {
        Gauge.builder("notification.slices.open", backlog, Backlog::slices)
                .description("Parts of events that are being expanded here, one for each event and partition")
                .register(meters);
        Gauge.builder("notification.slices.standing", backlog, open -> seconds(open.standing(clock.instant())))
                .description("Since when the slowest of them has told nobody")
                .baseUnit("seconds")
                .register(meters);
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1e3;
    }

    /// What is urgent (a command too: it must not stand behind an import of people), then by turns what others wait for
    /// and the rest.
    static UrgentFirstConsumer.Order order(Topics topics) {
        return new UrgentFirstConsumer.Order(
                List.of(
                        topics.events(Lane.EXPRESS).name(),
                        topics.slices(Lane.EXPRESS).name(),
                        topics.commands().name(),
                        topics.deliveryCommands().name()),
                Stream.of(topics.recipients(), topics.preferences(), topics.memberships())
                        .map(Topic::name)
                        .toList());
    }

    /// Small polls and short waits keep what is urgent from standing behind what is many. No task waits for another of
    /// its topics: by default one that lags holds up what has come from all others.
    private static Map<String, Object> config(Topics topics, FanoutSettings settings, Backlog backlog) {
        return Map.of(
                StreamsConfig.MAX_TASK_IDLE_MS_CONFIG,
                StreamsConfig.MAX_TASK_IDLE_MS_DISABLED,
                StreamsConfig.NUM_STREAM_THREADS_CONFIG,
                settings.threads(),
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                20,
                StreamsConfig.POLL_MS_CONFIG,
                20,
                StreamsConfig.DEFAULT_CLIENT_SUPPLIER_CONFIG,
                UrgentFirstClients.class,
                UrgentFirstClients.BACKLOG,
                backlog,
                UrgentFirstClients.ORDER,
                order(topics),
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG),
                100,
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG),
                256 * 1024,
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG),
                10);
    }
}
