package dev.fanfare.producer;

import dev.fanfare.producer.kafka.KafkaHealth;
import dev.fanfare.producer.kafka.MakeTopics;
import dev.fanfare.producer.kafka.Outlets;
import dev.fanfare.producer.kafka.PipelineSettings;
import dev.fanfare.producer.kafka.Producers;
import dev.fanfare.producer.kafka.Writers;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codecs;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What speaks with Kafka.
@Configuration(proxyBeanMethods = false)
class KafkaParts {

    @Bean
    Topics topics(PipelineSettings settings) {
        return settings.catalogue();
    }

    @Bean
    Codecs codecs(PipelineSettings settings, Topics topics) {
        return Codecs.connect(settings.registry(), settings.kafka(), topics);
    }

    @Bean
    Admin admin(PipelineSettings settings) {
        Map<String, Object> config = settings.kafka().client();
        config.put("client.id", "fanfare-front-admin");
        config.put("default.api.timeout.ms", 10_000);
        config.put("request.timeout.ms", 5_000);
        return Admin.create(config);
    }

    @Bean
    Producer<String, byte[]> promptProducer(PipelineSettings settings) {
        return Producers.prompt(settings.kafka());
    }

    @Bean
    Producer<String, byte[]> bulkProducer(PipelineSettings settings) {
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
    MakeTopics makeTopics(Admin admin, PipelineSettings settings) {
        return new MakeTopics(admin, settings);
    }

    @Bean
    KafkaHealth kafkaHealthIndicator(Admin admin) {
        return new KafkaHealth(admin);
    }
}
