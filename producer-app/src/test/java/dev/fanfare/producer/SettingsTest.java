package dev.fanfare.producer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.producer.kafka.PipelineSettings;
import dev.fanfare.producer.keys.KeySettings;
import dev.fanfare.producer.peers.PeerSettings;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Retention;
import dev.fanfare.schemas.Topic.Kept;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class SettingsTest {

    @Test
    void every_setting_has_its_default() {
        PipelineSettings pipeline = bind("fanfare", PipelineSettings.class, Map.of());
        PeerSettings peers = bind("fanfare", PeerSettings.class, Map.of());

        assertThat(pipeline.kafka().bootstrapServers()).isEqualTo("localhost:9092");
        assertThat(pipeline.kafka().properties()).isEmpty();
        assertThat(pipeline.registry().url()).isEmpty();
        assertThat(pipeline.topicPrefix()).isEqualTo("fanfare.");
        assertThat(pipeline.partitions()).isEqualTo(12);
        assertThat(pipeline.replicationFactor()).isZero();
        assertThat(pipeline.topics().create()).isTrue();
        assertThat(pipeline.catalogue().retention()).isEqualTo(Retention.DEFAULT);
        assertThat(peers.streams().url()).containsExactly(URI.create("http://127.0.0.1:8081"));
        assertThat(peers.channels().url()).containsExactly(URI.create("http://127.0.0.1:8082"));
        assertThat(peers.api().internalKey()).isEmpty();
        assertThat(bind("fanfare.api", KeySettings.class, Map.of()).keys()).isEmpty();
        assertThat(bind("fanfare", AddressSettings.class, Map.of()).all()).isEmpty();
    }

    @Test
    void every_setting_is_taken_by_its_name() {
        Map<String, String> given = Map.ofEntries(
                Map.entry("fanfare.kafka.bootstrap-servers", "a:1,b:2"),
                Map.entry("fanfare.kafka.properties.security.protocol", "SSL"),
                Map.entry("fanfare.registry.url", "http://registry:8085"),
                Map.entry("fanfare.topic-prefix", "test."),
                Map.entry("fanfare.partitions", "6"),
                Map.entry("fanfare.replication-factor", "3"),
                Map.entry("fanfare.topics.create", "false"),
                Map.entry("fanfare.retention.dead-letters", "14d"),
                Map.entry("fanfare.streams.url", "http://one:8081,http://two:8081"),
                Map.entry("fanfare.channels.url", "https://channels"),
                Map.entry("fanfare.api.keys", "a:send:secret-of-a,b:read:secret-of-b"),
                Map.entry("fanfare.api.internal-key", "between-us"),
                Map.entry("fanfare.public-url", "https://fanfare.example.org"),
                Map.entry("fanfare.advertised-url", "http://front-1:8080"));
        PipelineSettings pipeline = bind("fanfare", PipelineSettings.class, given);
        PeerSettings peers = bind("fanfare", PeerSettings.class, given);

        assertThat(pipeline.kafka().client())
                .containsEntry("security.protocol", "SSL")
                .containsEntry("bootstrap.servers", "a:1,b:2");
        assertThat(pipeline.registry().url()).isEqualTo("http://registry:8085");
        assertThat(pipeline.catalogue().rules().name()).isEqualTo("test.rules");
        assertThat(pipeline.catalogue().recipients().partitions()).isEqualTo(6);
        assertThat(pipeline.replicationFactor()).isEqualTo(3);
        assertThat(pipeline.topics().create()).isFalse();
        assertThat(pipeline.catalogue().deadLetters(Channel.EMAIL).kept()).isEqualTo(new Kept.For(Duration.ofDays(14)));
        assertThat(peers.streams().url()).hasSize(2);
        assertThat(peers.channels().url()).containsExactly(URI.create("https://channels"));
        assertThat(peers.api().internalKey()).isEqualTo("between-us");
        assertThat(peers.toString()).doesNotContain("between-us");
        assertThat(bind("fanfare.api", KeySettings.class, given).keys()).hasSize(2);
        assertThat(bind("fanfare", AddressSettings.class, given).all()).hasSize(2);
    }

    private static <T> T bind(String prefix, Class<T> type, Map<String, String> given) {
        return new Binder(new MapConfigurationPropertySource(given)).bindOrCreate(prefix, type);
    }
}
