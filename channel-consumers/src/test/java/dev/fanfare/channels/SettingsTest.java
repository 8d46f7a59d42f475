package dev.fanfare.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.fanfare.channels.delivery.RetryPolicy;
import dev.fanfare.channels.delivery.SendSettings;
import dev.fanfare.channels.email.SmtpSettings;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Retention;
import dev.fanfare.schemas.setup.KafkaSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/// Every setting that this process reads, with its default: whoever adds one adds it here, and to `docs/settings.md`.
class SettingsTest {

    @Test
    void the_defaults() {
        ChannelsSettings settings = bound(Map.of());
        assertThat(settings.kafka()).isEqualTo(new KafkaSettings(null, null));
        assertThat(settings.topicPrefix()).isEqualTo("fanfare.");
        assertThat(settings.partitions()).isEqualTo(12);
        assertThat(settings.replicationFactor()).isZero();
        assertThat(settings.topics().create()).isTrue();
        assertThat(settings.instanceId()).isNull();
        assertThat(settings.advertisedUrl()).isEmpty();
        assertThat(settings.publicUrl()).isEmpty();
        assertThat(settings.stateDir()).isEqualTo(".fanfare/state");
        assertThat(settings.api().internalKey()).isEmpty();
        assertThat(settings.retention()).isEqualTo(Retention.DEFAULT);
        assertThat(settings.channels().chosen()).containsExactly(Channel.EMAIL, Channel.WEBHOOK, Channel.IN_APP);
        assertThat(settings.inApp().threads()).isEqualTo(2);
        assertThat(settings.emailSettings().send()).isEqualTo(SendSettings.DEFAULT);
        assertThat(settings.emailSettings().smtp())
                .isEqualTo(new SmtpSettings("localhost", 25, "", "", "Fanfare <fanfare@localhost>", null));
        assertThat(settings.emailSettings().redirect()).isEmpty();
        assertThat(settings.webhookSettings().send()).isEqualTo(SendSettings.DEFAULT);
        assertThat(settings.webhookSettings().allowPrivateAddresses()).isFalse();
    }

    @Test
    @DisplayName("S1-33 Another ladder is a matter of settings")
    void what_is_set_is_taken() {
        ChannelsSettings settings = bound(Map.of(
                "fanfare.channels.run", "email, in-app",
                "fanfare.email.in-flight", "1000",
                "fanfare.email.timeout", "2s",
                "fanfare.email.retry.attempts", "3",
                "fanfare.email.retry.delays", "10s,PT1M",
                "fanfare.email.retry.jitter", "0",
                "fanfare.webhook.retry.backoff", "5s",
                "fanfare.webhook.allow-private-addresses", "true",
                "fanfare.redirect.email", "staging@example.org",
                "fanfare.kafka.properties.security.protocol", "SSL"));
        assertThat(settings.channels().chosen()).containsExactly(Channel.EMAIL, Channel.IN_APP);
        assertThat(settings.emailSettings().send())
                .isEqualTo(new SendSettings(
                        1_000,
                        Duration.ofSeconds(2),
                        new RetryPolicy(
                                3, List.of(Duration.ofSeconds(10), Duration.ofMinutes(1)), Duration.ofSeconds(60), 0)));
        assertThat(settings.webhookSettings().send().retry().backoff()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.webhookSettings().allowPrivateAddresses()).isTrue();
        assertThat(settings.emailSettings().redirect()).get().hasToString("staging@example.org");
        assertThat(settings.kafka().client()).containsEntry("security.protocol", "SSL");
    }

    @Test
    @DisplayName("S3-09 What is done and what failed are kept for times of their own")
    void what_is_kept_how_long_is_set_apart() {
        Retention retention = bound(Map.of(
                        "fanfare.retention.status", "24h",
                        "fanfare.retention.delivered", "1d",
                        "fanfare.retention.failed", "7d",
                        "fanfare.retention.dead-letters", "PT168H",
                        "fanfare.retention.inbox", "2s",
                        "fanfare.retention.inbox-items", "7",
                        "fanfare.retention.events", "3s",
                        "fanfare.retention.deliveries", "4s",
                        "fanfare.retention.events-dlt", "5s"))
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
                        Duration.ofSeconds(5)));
    }

    @ParameterizedTest
    @CsvSource({
        "fanfare.partitions, 0, fanfare.partitions: must be 1 to 1000",
        "fanfare.topic-prefix, a b, fanfare.topic-prefix: must be",
        "fanfare.replication-factor, -1, fanfare.replication-factor: must be 0 to 10",
        "fanfare.instance-id, a b, fanfare.instance-id: must be",
        "fanfare.advertised-url, here:8082, fanfare.advertised-url: must be an http or https URL",
        "fanfare.public-url, ftp://x, fanfare.public-url: must be an http or https URL",
        "fanfare.channels.run, fax, 'fanfare.channels.run: must name some of [email, webhook, in-app], has ''fax'''",
        "fanfare.channels.run, sms, fanfare.channels.run: must name some of",
        "fanfare.in-app.threads, 0, fanfare.in-app.threads: must be 1 to 64",
        "fanfare.email.in-flight, 0, fanfare.email.in-flight: must be 1 to 10000",
        "fanfare.email.smtp.port, 70000, fanfare.email.smtp.port: must be 1 to 65535",
        "fanfare.email.smtp.from, nobody, fanfare.email.smtp.from: is no mail address",
        "fanfare.webhook.timeout, 1h, fanfare.webhook.timeout: must be",
        "fanfare.retention.inbox, 0s, fanfare.retention.inbox: must be 1s to 3650d, is PT0S",
        "fanfare.retention.dead-letters, 9999d, fanfare.retention.dead-letters: must be 1s to 3650d",
        "fanfare.retention.inbox-items, 0, 'fanfare.retention.inbox-items: must be 1 to 10000, is 0'",
        "fanfare.redirect.email, nobody, fanfare.redirect.email: is no mail address",
        "fanfare.kafka.bootstrap-servers, nowhere, fanfare.kafka.bootstrap-servers: must be host:port"
    })
    void what_is_wrong_is_named(String name, String value, String message) {
        assertThatExceptionOfType(Exception.class)
                .isThrownBy(() -> {
                    ChannelsSettings settings = bound(Map.of(name, value));
                    settings.catalogue();
                    settings.channels().chosen();
                    settings.emailSettings();
                    settings.webhookSettings();
                })
                .satisfies(refused -> assertThat(causes(refused)).contains(message));
    }

    @Test
    void no_secret_is_shown() {
        ChannelsSettings settings = bound(Map.of(
                "fanfare.api.internal-key", "geheim-1",
                "fanfare.email.smtp.username", "user",
                "fanfare.email.smtp.password", "geheim-2",
                "fanfare.kafka.properties.sasl.jaas.config", "geheim-3"));
        assertThat(settings.api().internalKey()).isEqualTo("geheim-1");
        assertThat(settings).asString().doesNotContain("geheim");
    }

    private static String causes(Throwable refused) {
        return Stream.iterate(refused, Objects::nonNull, Throwable::getCause)
                .map(Throwable::toString)
                .collect(Collectors.joining("\n"));
    }

    private static ChannelsSettings bound(Map<String, String> set) {
        return new Binder(new MapConfigurationPropertySource(set)).bindOrCreate("fanfare", ChannelsSettings.class);
    }
}
