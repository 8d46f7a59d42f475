package dev.fanfare.producer;

import dev.fanfare.producer.kafka.Outlets;
import dev.fanfare.producer.kafka.Producers;
import dev.fanfare.producer.kafka.Writers;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.setup.AppSettings;
import dev.fanfare.schemas.setup.PrepareTopics;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/// What speaks with Kafka.
@Configuration(proxyBeanMethods = false)
class KafkaParts {

    @Bean
    AppSettings appSettings(Environment environment) {
        return Binder.get(environment).bindOrCreate("fanfare", AppSettings.class);
    }

    @Bean
    Topics topics(AppSettings settings) {
        return settings.catalogue();
    }

    @Bean
    Codecs codecs(AppSettings settings, Topics topics) {
        return Codecs.connect(settings.registry(), settings.kafka(), topics);
    }

    @Bean
    Admin admin(AppSettings settings) {
        Map<String, Object> config = settings.kafka().client();
        config.put("client.id", "fanfare-front-admin");
        config.put("default.api.timeout.ms", 10_000);
        config.put("request.timeout.ms", 5_000);
        return Admin.create(config);
    }

    @Bean
    Producer<String, byte[]> promptProducer(AppSettings settings) {
        return Producers.prompt(settings.kafka());
    }

    @Bean
    Producer<String, byte[]> bulkProducer(AppSettings settings) {
        return Producers.bulk(settings.kafka());
    }

    @Bean
    KafkaClientMetrics promptProducerMetrics(Producer<String, byte[]> promptProducer) {
        return new KafkaClientMetrics(promptProducer);
    }

    @Bean
    KafkaClientMetrics bulkProducerMetrics(Producer<String, byte[]> bulkProducer) {
        return new KafkaClientMetrics(bulkProducer);
    }

    @Bean
    Writers writers(
            Producer<String, byte[]> promptProducer,
            Producer<String, byte[]> bulkProducer,
            Topics topics,
            Codecs codecs) {
        return new Writers(
                Outlets.through(promptProducer, topics, codecs), Outlets.through(bulkProducer, topics, codecs));
    }

    @Bean
    PrepareTopics prepareTopics(Admin admin, AppSettings settings) {
        return new PrepareTopics(admin, settings, Set.of());
    }
}
