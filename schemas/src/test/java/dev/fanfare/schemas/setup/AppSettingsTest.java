package dev.fanfare.schemas.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Retention;
import dev.fanfare.schemas.Topic.Kept;
import dev.fanfare.schemas.Topics;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/// Every setting that all apps read, with its default: whoever adds one adds it here, and to `docs/settings.md`.
class AppSettingsTest {

    @Test
    void the_defaults() {
        assertThat(bound(Map.of()))
                .isEqualTo(new AppSettings(
                        new KafkaSettings("localhost:9092", Map.of()),
                        new RegistrySettings("", "", "", Map.of()),
                        "fanfare.",
                        12,
                        0,
                        new AppSettings.TopicCreation(true),
                        "",
                        null,
                        null,
                        Path.of(".fanfare/state"),
                        0,
                        Retention.DEFAULT,
                        new AppSettings.InternalApi(""),
                        new TraceSettings(null, 0.1, 10, Map.of())));
    }

    @Test
    @DisplayName("S1-08 S3-16 every setting is taken by its name")
    void every_setting_is_taken_by_its_name() {
        AppSettings settings = bound(Map.ofEntries(
                Map.entry("fanfare.kafka.bootstrap-servers", "a:1,b:2"),
                Map.entry("fanfare.kafka.properties.security.protocol", "SSL"),
                Map.entry("fanfare.registry.url", "http://registry:8085"),
                Map.entry("fanfare.topic-prefix", "test."),
                Map.entry("fanfare.partitions", "6"),
                Map.entry("fanfare.replication-factor", "3"),
                Map.entry("fanfare.topics.create", "false"),
                Map.entry("fanfare.instance-id", "one"),
                Map.entry("fanfare.api.internal-key", "between-us"),
                Map.entry("fanfare.public-url", "https://fanfare.example.org"),
                Map.entry("fanfare.advertised-url", "http://front-1:8080"),
                Map.entry("fanfare.traces.endpoint", "http://collector:4318/v1/traces"),
                Map.entry("fanfare.traces.share", "0.5"),
                Map.entry("fanfare.traces.most", "3"),
                Map.entry("fanfare.traces.headers.x-key", "k"),
                Map.entry("fanfare.standbys", "1"),
                Map.entry("fanfare.state-dir", "/data")));

        assertThat(settings.kafka().client())
                .containsEntry("security.protocol", "SSL")
                .containsEntry("bootstrap.servers", "a:1,b:2");
        assertThat(settings.registry().url()).isEqualTo("http://registry:8085");
        assertThat(settings.catalogue().rules().name()).isEqualTo("test.rules");
        assertThat(settings.catalogue().recipients().partitions()).isEqualTo(6);
        assertThat(settings.replicationFactor()).isEqualTo(3);
        assertThat(settings.topics().create()).isFalse();
        assertThat(settings.instanceId()).isEqualTo("one");
        assertThat(settings.api().internalKey()).isEqualTo("between-us");
        assertThat(settings.urls())
                .containsExactly(URI.create("https://fanfare.example.org"), URI.create("http://front-1:8080"));
        assertThat(settings.stateDir()).isEqualTo(Path.of("/data"));
        assertThat(settings.standbys()).isEqualTo(1);
        assertThat(settings.traces())
                .isEqualTo(
                        new TraceSettings(URI.create("http://collector:4318/v1/traces"), 0.5, 3, Map.of("x-key", "k")));
    }

    @Test
    @DisplayName("S3-09 What is done and what failed are kept for times of their own")
    void what_is_kept_how_long_is_set_apart() {
        Retention retention = bound(Map.ofEntries(
                        Map.entry("fanfare.retention.status", "24h"),
                        Map.entry("fanfare.retention.delivered", "1d"),
                        Map.entry("fanfare.retention.failed", "7d"),
                        Map.entry("fanfare.retention.dead-letters", "PT168H"),
                        Map.entry("fanfare.retention.inbox", "2s"),
                        Map.entry("fanfare.retention.inbox-items", "7"),
                        Map.entry("fanfare.retention.events", "3s"),
                        Map.entry("fanfare.retention.deliveries", "4s"),
                        Map.entry("fanfare.retention.events-dlt", "5s"),
                        Map.entry("fanfare.retention.audit", "6s"),
                        Map.entry("fanfare.retention.analytics", "7s")))
                .retention();
        assertThat(retention)
                .isEqualTo(new Retention(
                        Duration.ofHours(24),
                        Duration.ofDays(1),
                        Duration.ofDays(7),
                        Duration.ofDays(7),
                        Duration.ofSeconds(2),
                        7,
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(6),
                        Duration.ofSeconds(7)));
    }

    @Test
    void the_topics_are_kept_as_said() {
        Topics topics = bound(Map.of(
                        "fanfare.retention.events", "36h",
                        "fanfare.retention.deliveries", "2s",
                        "fanfare.retention.dead-letters", "14d"))
                .catalogue();

        assertThat(topics.outcomes().kept()).isEqualTo(new Kept.UntilWorkedOff(Duration.ofHours(36)));
        assertThat(topics.commands().kept()).isEqualTo(new Kept.UntilWorkedOff(Duration.ofSeconds(2)));
        assertThat(topics.deadLetters(Channel.EMAIL).kept()).isEqualTo(new Kept.For(Duration.ofDays(14)));
    }

    @ParameterizedTest
    @CsvSource({
        "fanfare.partitions, 0, fanfare.partitions: must be 1 to 1000",
        "fanfare.topic-prefix, a b, fanfare.topic-prefix: must be",
        "fanfare.replication-factor, -1, 'fanfare.replication-factor: must be 0 to 10, is -1'",
        "fanfare.replication-factor, 11, 'fanfare.replication-factor: must be 0 to 10, is 11'",
        "fanfare.instance-id, a b, 'fanfare.instance-id: must be up to 100 letters, digits or ._-, is ''a b'''",
        "fanfare.advertised-url, here:8082, fanfare.advertised-url: must be an http or https URL with a host",
        "fanfare.public-url, ftp://x, 'fanfare.public-url: must be an http or https URL with a host, is ftp://x'",
        "fanfare.public-url, /relative, fanfare.public-url: must be an http or https URL with a host",
        "fanfare.retention.inbox, 0s, 'fanfare.retention.inbox: must be 1s to 3650d, is 0s'",
        "fanfare.retention.dead-letters, 9999d, fanfare.retention.dead-letters: must be 1s to 3650d",
        "fanfare.retention.inbox-items, 0, 'fanfare.retention.inbox-items: must be 1 to 10000, is 0'",
        "fanfare.traces.endpoint, nowhere, fanfare.traces.endpoint: must be an http or https URL",
        "fanfare.traces.endpoint, http://me:geheim@x, 'fanfare.traces.endpoint: must be an http or https URL without a user, is http://***@x'",
        "fanfare.traces.share, 1.1, 'fanfare.traces.share: must be 0 to 1, is 1.1'",
        "fanfare.traces.share, NaN, 'fanfare.traces.share: must be 0 to 1, is NaN'",
        "fanfare.traces.most, 0, 'fanfare.traces.most: must be 1 to 1000, is 0'",
        "fanfare.kafka.bootstrap-servers, nowhere, fanfare.kafka.bootstrap-servers: must be host:port"
    })
    void what_is_wrong_is_named(String name, String value, String message) {
        assertThatThrownBy(() -> bound(Map.of(name, value))).rootCause().hasMessageStartingWith(message);
    }

    @Test
    void no_secret_is_shown() {
        AppSettings settings = bound(Map.of(
                "fanfare.api.internal-key", "geheim-1",
                "fanfare.kafka.properties.sasl.jaas.config", "geheim-2",
                "fanfare.traces.headers.authorization", "geheim-4",
                "fanfare.registry.properties.basic.auth.user.info", "geheim-3"));
        assertThat(settings.api().internalKey()).isEqualTo("geheim-1");
        assertThat(settings).asString().doesNotContain("geheim");
    }

    @Test
    void an_instance_is_named_by_host_and_port() {
        assertThat(AppSettings.hostAndPort(URI.create("http://one:8081/x"))).isEqualTo("one:8081");
        assertThat(AppSettings.hostAndPort(URI.create("https://one"))).isEqualTo("one:443");
        assertThat(AppSettings.hostAndPort(URI.create("http://one"))).isEqualTo("one:80");
    }

    private static AppSettings bound(Map<String, String> set) {
        return new Binder(new MapConfigurationPropertySource(set)).bindOrCreate("fanfare", AppSettings.class);
    }
}
