package dev.fanfare.channels;

import dev.fanfare.channels.breaker.Breakers;
import dev.fanfare.channels.controls.WriteControls;
import dev.fanfare.channels.delivery.AnnounceDisabled;
import dev.fanfare.channels.delivery.WriteRecords;
import dev.fanfare.channels.share.ShareRates;
import dev.fanfare.channels.webhook.FollowRegistrations;
import dev.fanfare.schemas.Control;
import dev.fanfare.schemas.Recipient;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.setup.AppSettings;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What all instances agree upon about providers: who is called no more for a while, and how often the others are.
@Configuration(proxyBeanMethods = false)
class WireProviders {

    @Bean(initMethod = "start")
    WriteControls writeControls(Topics topics, Codecs codecs, WriteRecords write) {
        return new WriteControls(topics.controls().name(), codecs.of(topics.controls(), Control.class), write::run);
    }

    @Bean
    Breakers breakers(
            WriteControls writeControls, Topics topics, Codecs codecs, WriteRecords write, InstantSource clock) {
        Breakers breakers = new Breakers(UUID.randomUUID().toString(), writeControls, System::nanoTime, clock);
        breakers.whenDisabled(new AnnounceDisabled(topics, codecs, write)::begin);
        return breakers;
    }

    @Bean(initMethod = "start")
    ShareRates shareRates(WriteControls writeControls) {
        return new ShareRates(UUID.randomUUID().toString(), writeControls::say, System::nanoTime);
    }

    /// Where no webhook is called here either: any instance may enable it for all.
    @Bean(initMethod = "start")
    FollowRegistrations followRegistrations(AppSettings settings, Topics topics, Codecs codecs, Breakers breakers) {
        Map<String, Object> config = settings.kafka().client();
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, "fanfare-channels-registrations");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        return new FollowRegistrations(
                topics,
                codecs.of(topics.recipients(), Recipient.class),
                breakers,
                () -> new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }
}
