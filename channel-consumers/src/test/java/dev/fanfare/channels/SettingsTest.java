package dev.fanfare.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.fanfare.channels.breaker.BreakerSettings;
import dev.fanfare.channels.delivery.RetryPolicy;
import dev.fanfare.channels.delivery.SendSettings;
import dev.fanfare.channels.email.SmtpSettings;
import dev.fanfare.channels.push.ApnsSettings;
import dev.fanfare.channels.push.FcmSettings;
import dev.fanfare.channels.push.PushSettings;
import dev.fanfare.channels.push.WebPushSettings;
import dev.fanfare.channels.sms.TwilioSettings;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.setup.LiveSettings;
import java.time.Duration;
import java.util.HashMap;
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

/// Every setting that only this process reads, with its default: whoever adds one adds it here, and to
/// `docs/settings.md`.
class SettingsTest {

    @Test
    @DisplayName("S1-35 S1-36 the defaults")
    void the_defaults() {
        ChannelsSettings settings = bound(Map.of());
        assertThat(settings.channels().chosen())
                .containsExactly(
                        Channel.EMAIL, Channel.SMS, Channel.PUSH, Channel.WEBHOOK, Channel.WEBSOCKET, Channel.IN_APP);
        assertThat(settings.inApp().threads()).isEqualTo(2);
        assertThat(settings.live()).isEqualTo(LiveSettings.DEFAULT);
        assertThat(settings.emailSettings().send())
                .isEqualTo(SendSettings.DEFAULT.with("", null, BreakerSettings.PROVIDER));
        assertThat(settings.emailSettings().smtp())
                .isEqualTo(new SmtpSettings("localhost", 25, "", "", "Fanfare <fanfare@localhost>", null));
        assertThat(settings.emailSettings().redirect()).isEmpty();
        assertThat(settings.emailServers().keySet()).containsExactly("smtp");
        assertThat(settings.smsSettings(null).send())
                .isEqualTo(SendSettings.DEFAULT.with("", null, BreakerSettings.PROVIDER));
        assertThat(settings.smsSettings(null).twilio())
                .isEqualTo(new TwilioSettings("https://api.twilio.com", "", "", ""));
        assertThat(settings.pushSettings())
                .isEqualTo(new PushSettings(
                        SendSettings.DEFAULT,
                        new FcmSettings("https://fcm.googleapis.com", ""),
                        new ApnsSettings("api.push.apple.com", 443, "", "", "", ""),
                        new WebPushSettings("", "", "", false),
                        List.of("fcm", "apns", "web")));
        assertThat(settings.webhookSettings().send())
                .isEqualTo(SendSettings.DEFAULT.with("", null, BreakerSettings.ENDPOINT));
        assertThat(settings.webhookSettings().allowPrivateAddresses()).isFalse();
        assertThat(settings.websocketSettings().retry().attempts()).isOne();
    }

    @Test
    @DisplayName("S1-33 S2-22 S3-07 S3-08 Another ladder is a matter of settings")
    void what_is_set_is_taken() {
        ChannelsSettings settings = bound(of(
                "fanfare.email.breaker.failures", "0.2",
                "fanfare.email.breaker.window", "30",
                "fanfare.email.breaker.open", "2s",
                "fanfare.channels.run", "email, in-app",
                "fanfare.email.in-flight", "1000",
                "fanfare.email.timeout", "2s",
                "fanfare.email.retry.attempts", "3",
                "fanfare.email.retry.delays", "10s,PT1M",
                "fanfare.email.retry.jitter", "0",
                "fanfare.webhook.retry.backoff", "5s",
                "fanfare.webhook.allow-private-addresses", "true",
                "fanfare.webhook.rate-limit", "100",
                "fanfare.webhook.endpoint-rate-limit", "7",
                "fanfare.redirect.email", "staging@example.org"));
        assertThat(settings.channels().chosen()).containsExactly(Channel.EMAIL, Channel.IN_APP);
        assertThat(settings.emailSettings().send())
                .isEqualTo(new SendSettings(
                        1_000,
                        Duration.ofSeconds(2),
                        new RetryPolicy(
                                3, List.of(Duration.ofSeconds(10), Duration.ofMinutes(1)), Duration.ofSeconds(60), 0),
                        null,
                        new BreakerSettings(0.2, 30, 10, Duration.ofSeconds(2))));
        assertThat(settings.webhookSettings().send().retry().backoff()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.webhookSettings().send().rateLimit()).isEqualTo(100);
        assertThat(settings.webhookSettings().send().endpointRate()).isEqualTo(7);
        assertThat(settings.webhookSettings().allowPrivateAddresses()).isTrue();
        assertThat(settings.emailSettings().redirect()).get().hasToString("staging@example.org");
    }

    @Test
    void several_mail_servers_are_asked_in_the_order_that_is_set() {
        Map<String, String> servers =
                Map.of("fanfare.email.servers.relay.host", "relay", "fanfare.email.servers.backup.host", "backup");
        assertThat(bound(servers).emailServers().keySet()).containsExactly("smtp", "backup", "relay");
        Map<String, String> ordered = new HashMap<>(servers);
        ordered.put("fanfare.email.providers", "relay,smtp");
        assertThat(bound(ordered).emailServers())
                .hasEntrySatisfying(
                        "relay", server -> assertThat(server.smtp().host()).isEqualTo("relay"))
                .containsOnlyKeys("relay", "smtp");
        assertThat(bound(ordered).emailServers().firstEntry().getKey()).isEqualTo("relay");
    }

    @ParameterizedTest
    @CsvSource({
        "fanfare.channels.run, fax, 'fanfare.channels.run: must name some of [email, sms, push, webhook, websocket, in-app], has ''fax'''",
        "fanfare.sms.twilio.url, http://api.twilio.com, fanfare.sms.twilio.url: must be an https URL",
        "fanfare.sms.twilio.account-sid, AC1, fanfare.sms.twilio.account-sid: must be AC and 32",
        "fanfare.sms.twilio.account-sid, AC0123456789abcdef0123456789abcdef, fanfare.sms.twilio.account-sid: needs",
        "fanfare.sms.twilio.from, a very long name, fanfare.sms.twilio.from: must be a number",
        "fanfare.sms.timeout, 1h, fanfare.sms.timeout: must be",
        "fanfare.link-secret, short, fanfare.link-secret: must have at least 32",
        "fanfare.push.providers, gcm, 'fanfare.push.providers: must name some of [fcm, apns, web]'",
        "fanfare.push.fcm.url, ftp://fcm, fanfare.push.fcm.url: must be an https URL",
        "fanfare.push.fcm.credentials, nowhere.json, fanfare.push.fcm.credentials: must begin with {",
        "fanfare.push.fcm.credentials, '{}', 'fanfare.push.fcm.credentials: project_id is missing'",
        "fanfare.push.apns.port, 0, fanfare.push.apns.port: must be 1 to 65535",
        "fanfare.push.apns.key, x, fanfare.push.apns.key-id: must be 10 letters",
        "fanfare.push.web.private-key, x, fanfare.push.web.public-key: must be base64url",
        "fanfare.in-app.threads, 0, fanfare.in-app.threads: must be 1 to 64",
        "fanfare.webhook.endpoint-rate-limit, 0, fanfare.webhook.endpoint-rate-limit: must be 1 to 100000",
        "fanfare.email.rate-limit, 0, fanfare.email.rate-limit: must be 1 to 1000000",
        "fanfare.email.in-flight, 0, fanfare.email.in-flight: must be 1 to 10000",
        "fanfare.email.providers, fax, 'fanfare.email.providers: must name some of [smtp], each once, is [fax]'",
        "fanfare.email.servers.backup.port, 0, fanfare.email.servers.backup.port: must be 1 to 65535",
        "fanfare.email.breaker.failures, 2, fanfare.email.breaker.failures: must be 0.01 to 1.0",
        "fanfare.webhook.breaker.calls, 11, fanfare.webhook.breaker.calls: must be 1 to 10",
        "fanfare.email.smtp.port, 70000, fanfare.email.smtp.port: must be 1 to 65535",
        "fanfare.email.smtp.from, nobody, fanfare.email.smtp.from: is no mail address",
        "fanfare.webhook.timeout, 1h, fanfare.webhook.timeout: must be",
        "fanfare.redirect.email, nobody, fanfare.redirect.email: is no mail address"
    })
    void what_is_wrong_is_named(String name, String value, String message) {
        assertThatExceptionOfType(Exception.class)
                .isThrownBy(() -> {
                    ChannelsSettings settings = bound(Map.of(name, value));
                    settings.channels().chosen();
                    settings.emailSettings();
                    settings.webhookSettings();
                })
                .satisfies(refused -> assertThat(causes(refused)).contains(message));
    }

    @Test
    void no_secret_is_shown() {
        ChannelsSettings settings = bound(Map.of(
                "fanfare.email.smtp.username", "user",
                "fanfare.email.smtp.password", "geheim",
                "fanfare.sms.twilio.auth-token", "geheim",
                "fanfare.link-secret", "geheim-geheim-geheim-geheim-geheim"));
        assertThat(settings).asString().doesNotContain("geheim");
    }

    private static Map<String, String> of(String... namesAndValues) {
        Map<String, String> set = new HashMap<>();
        for (int n = 0; n < namesAndValues.length; n += 2) {
            set.put(namesAndValues[n], namesAndValues[n + 1]);
        }
        return set;
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
