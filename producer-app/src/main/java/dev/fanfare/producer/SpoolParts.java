package dev.fanfare.producer;

import dev.fanfare.producer.kafka.Lasting;
import dev.fanfare.producer.kafka.Producers;
import dev.fanfare.producer.kafka.Writers;
import dev.fanfare.producer.spool.DrainSpool;
import dev.fanfare.producer.spool.Keeper;
import dev.fanfare.producer.spool.LocalSpool;
import dev.fanfare.producer.spool.NoSpool;
import dev.fanfare.producer.spool.Spool;
import dev.fanfare.producer.spool.SpoolSettings;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.setup.AppSettings;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What is accepted while Kafka is away, and how it gets there.
@Configuration(proxyBeanMethods = false)
class SpoolParts {

    /// Closed behind all that uses it.
    @Bean
    Spool spool(SpoolSettings settings) {
        return settings.directory()
                .<Spool>map(directory ->
                        LocalSpool.open(directory, settings.spool().size().toBytes(), InstantSource.system()))
                .orElseGet(NoSpool::new);
    }

    @Bean
    Keeper keeper(Writers writers, Spool spool) {
        return new Keeper(writers, spool);
    }

    @Bean
    AutoCloseable drainSpool(Spool spool, Writers writers, AppSettings settings, Topics topics, Codecs codecs) {
        if (!(spool instanceof LocalSpool local)) {
            return () -> {};
        }
        DrainSpool drain = new DrainSpool(
                local,
                () -> writers.isPrepared()
                        ? Optional.of(Lasting.through(Producers.lasting(settings.kafka()), topics, codecs))
                        : Optional.empty());
        drain.start();
        return drain;
    }

    /// Out of service while the spool takes no more: callers had better go to another door.
    @Bean
    HealthIndicator spoolHealthIndicator(Spool spool) {
        return () -> {
            Spool.Figures now = spool.figures();
            Health.Builder health = now.takesNoMore() ? Health.outOfService() : Health.up();
            health.withDetail("records", now.records())
                    .withDetail("bytes", now.bytes())
                    .withDetail("room", now.room())
                    .withDetail("oldestSeconds", age(now));
            if (now.takesNoMore()) {
                health.withDetail("why", now.trouble().isEmpty() ? "the spool is full" : now.trouble());
            }
            if (!now.notSent().isEmpty()) {
                health.withDetail("notSent", now.notSent());
            }
            return health.build();
        };
    }

    @Bean
    Gauge spoolRecords(Spool spool, MeterRegistry meters) {
        return Gauge.builder(
                        "notification.spool.records", spool, it -> it.figures().records())
                .description("Events and commands that wait on the local disk for Kafka")
                .register(meters);
    }

    @Bean
    Gauge spoolBytes(Spool spool, MeterRegistry meters) {
        return Gauge.builder(
                        "notification.spool.bytes", spool, it -> it.figures().bytes())
                .description("Bytes that they take")
                .register(meters);
    }

    @Bean
    Gauge spoolRoom(Spool spool, MeterRegistry meters) {
        return Gauge.builder("notification.spool.room.bytes", spool, it -> it.figures()
                        .room())
                .description("Bytes that they may take; 0: there is no spool")
                .register(meters);
    }

    @Bean
    Gauge spoolFull(Spool spool, MeterRegistry meters) {
        return Gauge.builder(
                        "notification.spool.full", spool, it -> it.figures().takesNoMore() ? 1 : 0)
                .description("1 while it takes no more: it is full, or its disk takes nothing")
                .register(meters);
    }

    @Bean
    Gauge spoolOldest(Spool spool, MeterRegistry meters) {
        return Gauge.builder("notification.spool.oldest.seconds", spool, it -> age(it.figures()))
                .description("Age of the one that waits longest")
                .register(meters);
    }

    private static double age(Spool.Figures figures) {
        Instant oldest = figures.oldest();
        return oldest == null
                ? 0
                : Math.max(
                        0,
                        Duration.between(oldest, InstantSource.system().instant())
                                        .toMillis()
                                / 1e3);
    }
}
