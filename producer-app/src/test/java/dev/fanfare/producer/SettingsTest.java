package dev.fanfare.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fanfare.producer.addresses.AddressSettings;
import dev.fanfare.producer.keys.KeySettings;
import dev.fanfare.producer.keys.TokenSettings;
import dev.fanfare.producer.live.StreamSettings;
import dev.fanfare.producer.peers.PeerSettings;
import dev.fanfare.producer.spool.SpoolSettings;
import dev.fanfare.schemas.setup.LiveSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

/// Every setting that only the front door reads, with its default: whoever adds one adds it here, and to
/// `docs/settings.md`.
class SettingsTest {

    @Test
    void every_setting_has_its_default() {
        PeerSettings peers = bind("fanfare", PeerSettings.class, Map.of());

        assertThat(peers.streams().url()).containsExactly(URI.create("http://127.0.0.1:8081"));
        assertThat(peers.channels().url()).containsExactly(URI.create("http://127.0.0.1:8082"));
        assertThat(bind("fanfare.api", KeySettings.class, Map.of()).keys()).isEmpty();
        AddressSettings addresses = bind("fanfare", AddressSettings.class, Map.of());
        assertThat(addresses.sms().twilio().authToken()).isEmpty();
        assertThat(addresses.receipts().email().secret()).isEmpty();
        assertThat(addresses.linkSecret()).isEmpty();
        assertThat(bind("fanfare.tokens", TokenSettings.class, Map.of()))
                .isEqualTo(new TokenSettings("", null, "", "fanfare", "sub", Duration.ofHours(1), 50));
        assertThat(bind("fanfare", StreamSettings.class, Map.of()).live())
                .isEqualTo(new LiveSettings(4_000, 20, Duration.ofSeconds(15)));
        SpoolSettings spool = bind("fanfare", SpoolSettings.class, Map.of());
        assertThat(spool.directory()).isEmpty();
        assertThat(spool.spool().size()).isEqualTo(DataSize.ofGigabytes(1));
    }

    @Test
    void a_spool_has_a_directory_and_a_bound() {
        SpoolSettings spool = bind(
                "fanfare",
                SpoolSettings.class,
                Map.of("fanfare.spool-dir", "/var/lib/spool", "fanfare.spool.size", "20MB"));

        assertThat(spool.directory()).contains(Path.of("/var/lib/spool"));
        assertThat(spool.spool().size().toBytes()).isEqualTo(20L * 1024 * 1024);
        assertThatThrownBy(() -> bind("fanfare", SpoolSettings.class, Map.of("fanfare.spool.size", "10KB")))
                .rootCause()
                .hasMessageContaining("fanfare.spool.size: must be 1MB to 1TB");
    }

    @Test
    void secrets_of_callbacks_and_links_are_checked_and_not_shown() {
        AddressSettings addresses = bind(
                "fanfare",
                AddressSettings.class,
                Map.of(
                        "fanfare.sms.twilio.auth-token", "geheim-1",
                        "fanfare.receipts.email.secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                        "fanfare.link-secret", "geheim-geheim-geheim-geheim-geheim"));
        assertThat(addresses.toString()).doesNotContain("geheim", "MfKQ9r8");
        assertThatThrownBy(() -> bind("fanfare", AddressSettings.class, Map.of("fanfare.link-secret", "short")))
                .rootCause()
                .hasMessageContaining("fanfare.link-secret: must have at least 32");
        assertThatThrownBy(() -> bind("fanfare", AddressSettings.class, Map.of("fanfare.receipts.email.secret", "x")))
                .rootCause()
                .hasMessageContaining("fanfare.receipts.email.secret: must be whsec_");
    }

    @Test
    void what_proves_tokens_is_checked_and_not_shown() {
        String secret = "geheim-geheim-geheim-geheim-geheim";
        assertThat(bind("fanfare.tokens", TokenSettings.class, Map.of("fanfare.tokens.secret", secret))
                        .toString())
                .doesNotContain("geheim");
        Map.of(
                        "fanfare.tokens.secret", "short",
                        "fanfare.tokens.jwks-url", "http://id.example.org/keys",
                        "fanfare.tokens.audience", " ",
                        "fanfare.tokens.rate-limit", "-1",
                        "fanfare.tokens.longest", "25h")
                .forEach((name, wrong) -> assertThatThrownBy(
                                () -> bind("fanfare.tokens", TokenSettings.class, Map.of(name, wrong)))
                        .rootCause()
                        .hasMessageContaining(name));
    }

    @Test
    void every_setting_is_taken_by_its_name() {
        Map<String, String> given = Map.of(
                "fanfare.streams.url", "http://one:8081,http://two:8081",
                "fanfare.channels.url", "https://channels",
                "fanfare.api.keys", "a:send:secret-of-a,b:read:secret-of-b");
        PeerSettings peers = bind("fanfare", PeerSettings.class, given);
        KeySettings keys = bind("fanfare.api", KeySettings.class, given);

        assertThat(peers.streams().url()).hasSize(2);
        assertThat(peers.channels().url()).containsExactly(URI.create("https://channels"));
        assertThat(keys.keys()).hasSize(2);
        assertThat(keys.toString()).doesNotContain("secret-of");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://me:s3cret@streams:8081", "http://one:8081,http://me:s3cret@two:8081"})
    void a_url_with_a_password_is_refused_without_telling_it(String urls) {
        assertThatThrownBy(() -> bind("fanfare", PeerSettings.class, Map.of("fanfare.streams.url", urls)))
                .rootCause()
                .hasMessageContaining("fanfare.streams.url")
                .message()
                .doesNotContain("s3cret");
    }

    private static <T> T bind(String prefix, Class<T> type, Map<String, String> given) {
        return new Binder(new MapConfigurationPropertySource(given)).bindOrCreate(prefix, type);
    }
}
