package dev.fanfare.streams;

import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codecs;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/// Wires what both Streams applications share.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StreamsSettings.class)
class StreamsConfiguration {

    @Bean
    Topics topics(StreamsSettings settings) {
        return settings.catalogue();
    }

    @Bean
    Codecs codecs(StreamsSettings settings, Topics topics) {
        return Codecs.connect(settings.registry(), settings.kafka(), topics);
    }

    @Bean
    Admin admin(StreamsSettings settings) {
        return Admin.create(settings.kafka().client());
    }

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    PrepareTopics prepareTopics(Admin admin, StreamsSettings settings, Environment environment) {
        RefuseOpenDoor.check(environment, settings);
        return new PrepareTopics(admin, settings);
    }

    @Bean
    RocksMemory rocksMemory() {
        return new RocksMemory();
    }

    @Bean
    StreamsRuntime streamsRuntime(
            StreamsSettings settings, PrepareTopics topics, RocksMemory memory, MeterRegistry meters) {
        return new StreamsRuntime(settings, topics, memory, meters);
    }

    @Bean
    StreamsHealth streamsHealthIndicator(List<StreamsApp> apps) {
        return new StreamsHealth(apps);
    }

    @Bean
    @Order(1)
    CheckHost checkHost(StreamsSettings settings) {
        return new CheckHost(settings);
    }

    @Bean
    @Order(2)
    CheckKey checkKey(StreamsSettings settings) {
        return new CheckKey(settings);
    }
}
