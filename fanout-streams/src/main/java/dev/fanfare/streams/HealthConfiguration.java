package dev.fanfare.streams;

import dev.fanfare.schemas.running.AskKafka;
import dev.fanfare.schemas.running.AskRegistry;
import dev.fanfare.schemas.running.Standing;
import dev.fanfare.schemas.serde.Codecs;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Parts `kafka` and `registry` of the health; neither makes this process unready, since it answers and keeps without
/// them.
@Configuration(proxyBeanMethods = false)
class HealthConfiguration {

    @Bean
    HealthIndicator kafkaHealthIndicator(Admin admin) {
        AskKafka kafka = new AskKafka(admin);
        return () -> health(kafka.run());
    }

    @Bean
    HealthIndicator registryHealthIndicator(Codecs codecs) {
        AskRegistry registry = new AskRegistry(codecs);
        return () -> health(registry.run());
    }

    private static Health health(Standing standing) {
        return (standing.up() ? Health.up() : Health.down())
                .withDetails(standing.details())
                .build();
    }
}
