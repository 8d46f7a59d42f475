package dev.fanfare.channels;

import dev.fanfare.channels.erased.LearnErasures;
import dev.fanfare.schemas.ErasedPeople;
import dev.fanfare.schemas.Erasure;
import dev.fanfare.schemas.Topic;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.running.FollowTopics;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.setup.AppSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;

/// Who was erased, known before the first delivery is taken.
@Configuration(proxyBeanMethods = false)
class WireErased {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Bean
    LearnErasures learnErasures(Topics topics, Codecs codecs) {
        return new LearnErasures(codecs.of(topics.erasures(), Erasure.class));
    }

    /// Until the process ends.
    @Bean(initMethod = "start")
    FollowTopics<byte[]> followErasures(AppSettings settings, Topics topics, LearnErasures learnErasures) {
        Map<String, Object> config = new HashMap<>(settings.kafka().client());
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, "fanfare-channels-erasures");
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        return new FollowTopics<>(
                "erasures",
                partitions(topics.erasures()),
                learnErasures,
                () -> new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }

    /// Everybody who was erased before this start, and since.
    @Bean
    @DependsOn("followErasures")
    ErasedPeople erasedPeople(LearnErasures learnErasures) throws InterruptedException {
        learnErasures.awaitAll(PATIENCE);
        return learnErasures.erased();
    }

    private static List<TopicPartition> partitions(Topic topic) {
        return IntStream.range(0, topic.partitions())
                .mapToObj(partition -> new TopicPartition(topic.name(), partition))
                .toList();
    }
}
