package dev.fanfare.channels;

import dev.fanfare.channels.erased.ErasedPeople;
import dev.fanfare.channels.erased.FollowErasures;
import dev.fanfare.schemas.Erasure;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.setup.AppSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Who was erased, known before the first delivery is taken.
@Configuration(proxyBeanMethods = false)
class WireErased {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /// Until the process ends.
    @Bean
    FollowErasures followErasures(AppSettings settings, Topics topics, Codecs codecs) throws InterruptedException {
        Map<String, Object> config = new HashMap<>(settings.kafka().client());
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        FollowErasures follow = new FollowErasures(
                topics,
                codecs.of(topics.erasures(), Erasure.class),
                () -> new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
        follow.start(PATIENCE);
        return follow;
    }

    @Bean
    ErasedPeople erasedPeople(FollowErasures followErasures) {
        return followErasures.erased();
    }
}
