package dev.fanfare.channels;

import dev.fanfare.channels.breaker.Breakers;
import dev.fanfare.channels.controls.Controls;
import dev.fanfare.channels.controls.LearnControls;
import dev.fanfare.channels.controls.LearnSuppressions;
import dev.fanfare.channels.controls.Suppressed;
import dev.fanfare.channels.share.ShareRates;
import dev.fanfare.schemas.Control;
import dev.fanfare.schemas.Suppression;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.running.FollowTopics;
import dev.fanfare.schemas.serde.Codecs;
import dev.fanfare.schemas.setup.AppSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What was asked of events, read from its topic before the first delivery is sent, and as long as the process lives.
@Configuration(proxyBeanMethods = false)
class WireControls {

    @Bean
    Suppressed suppressed() {
        return new Suppressed();
    }

    @Bean
    ChannelsEndpoint channelsEndpoint(
            Controls controls, RunChannels running, Breakers breakers, Admin admin, Topics topics) {
        return new ChannelsEndpoint(
                controls, new CountWaiting(admin, topics, Duration.ofSeconds(2)), running, breakers);
    }

    @Bean
    Controls controls(Suppressed suppressed) {
        return new Controls(suppressed);
    }

    /// Until the process ends.
    @Bean(initMethod = "start")
    FollowTopics<String> followSuppressions(AppSettings settings, Topics topics, Codecs codecs, Suppressed suppressed) {
        Map<String, Object> config = new HashMap<>(settings.kafka().client());
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, "fanfare-channels-suppressions");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        List<TopicPartition> partitions = IntStream.range(
                        0, topics.suppressions().partitions())
                .mapToObj(partition -> new TopicPartition(topics.suppressions().name(), partition))
                .toList();
        return new FollowTopics<>(
                "suppressions",
                partitions,
                new LearnSuppressions(codecs.of(topics.suppressions(), Suppression.class), suppressed),
                () -> new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer()));
    }

    /// Uncommitted records as well: a cancel must not wait for the open transaction of a fan-out instance that was
    /// killed. What is aborted comes again, since the command that led to it stands on its topic.
    @Bean(initMethod = "start")
    FollowTopics<String> followControls(
            AppSettings settings,
            Topics topics,
            Codecs codecs,
            Controls controls,
            Breakers breakers,
            ShareRates rates) {
        controls.tell(breakers::learn);
        controls.whenRead(breakers::caughtUp);
        controls.tell(rates::learn);
        Map<String, Object> config = settings.kafka().client();
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, "fanfare-channels-controls");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
        return new FollowTopics<>(
                "controls",
                List.of(new TopicPartition(topics.controls().name(), 0)),
                new LearnControls(codecs.of(topics.controls(), Control.class), controls),
                () -> new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer()));
    }
}
