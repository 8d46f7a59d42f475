package dev.fanfare.channels;

import dev.fanfare.channels.delivery.WriteRecords;
import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.setup.AppSettings;
import dev.fanfare.schemas.setup.DeleteRegularly;
import dev.fanfare.schemas.setup.DeleteWorkedOff;
import dev.fanfare.schemas.setup.PrepareTopics;
import dev.fanfare.schemas.traces.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.MicrometerProducerListener;
import org.springframework.kafka.support.ProducerListener;

/// What all channels share: the topics, made if they are missing, and the clients.
@Configuration(proxyBeanMethods = false)
class WireKafka {

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    Traces traces(AppSettings settings) {
        return Traces.of(settings.traces(), "fanfare-channels", settings.instanceId());
    }

    @Bean
    Admin admin(AppSettings settings) {
        return Admin.create(settings.kafka().client());
    }

    @Bean
    PrepareTopics prepareTopics(Admin admin, AppSettings settings, ChannelsSettings channels) {
        Set<String> reads = channels.channels().chosen().stream().map(Names::of).collect(Collectors.toSet());
        return new PrepareTopics(admin, settings, reads);
    }

    /// Whoever asks for the catalogue may rely on its topics being there.
    @Bean
    Topics topics(PrepareTopics prepare) {
        return prepare.run();
    }

    /// The topics of all channels, whichever run here: one that runs nowhere has committed nothing, and is held.
    @Bean
    DeleteRegularly deleteRegularly(Admin admin, Topics topics, InstantSource clock) {
        List<String> readers = Topics.CHANNELS.stream()
                .map(channel -> topics.group(Names.of(channel)))
                .toList();
        return new DeleteRegularly(new DeleteWorkedOff(admin, topics, readers, clock), topics.retention());
    }

    @Bean
    ApplicationRunner startDeleting(DeleteRegularly deleteRegularly) {
        return _ -> deleteRegularly.start();
    }

    @Bean
    Codecs codecs(AppSettings settings, Topics topics) {
        Codecs codecs = Codecs.connect(settings.registry(), settings.kafka(), topics);
        codecs.register(topics.all());
        return codecs;
    }

    @Bean
    DefaultKafkaProducerFactory<byte[], byte[]> producers(AppSettings settings, MeterRegistry meters) {
        DefaultKafkaProducerFactory<byte[], byte[]> producers = new DefaultKafkaProducerFactory<>(
                ProducerConfigs.of(settings.kafka().client()), new ByteArraySerializer(), new ByteArraySerializer());
        producers.addListener(new MicrometerProducerListener<>(meters));
        return producers;
    }

    @Bean
    KafkaTemplate<byte[], byte[]> kafkaTemplate(DefaultKafkaProducerFactory<byte[], byte[]> producers) {
        KafkaTemplate<byte[], byte[]> kafka = new KafkaTemplate<>(producers);
        kafka.setProducerListener(new ProducerListener<>() {}); // whoever writes sees the failure, and says so once
        return kafka;
    }

    /// Connected before the first provider is called: what it answers is then durable at once.
    @Bean
    WriteRecords writeRecords(KafkaTemplate<byte[], byte[]> kafka, Topics topics) {
        kafka.partitionsFor(topics.outcomes().name());
        return new WriteRecords(kafka);
    }
}
