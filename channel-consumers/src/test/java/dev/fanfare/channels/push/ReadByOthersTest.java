package dev.fanfare.channels.push;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.crypto.tink.apps.webpush.WebPushHybridDecrypt;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import dev.fanfare.channels.delivery.Gateway;
import dev.fanfare.channels.http.FakeHttp;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.json.Json;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Pushes for browsers, read by libraries that are not ours.
@Timeout(60)
class ReadByOthersTest {

    private final FakePushService service = new FakePushService();
    private final Gateway gateway = service.gateway(Duration.ofSeconds(10));

    @AfterEach
    void close() {
        gateway.close();
        service.close();
    }

    @Test
    @DisplayName("RFC 8291: Tink's decryption reads what we encrypted, short and as long as it may be")
    void tink_reads_what_was_written() throws Exception {
        var browser = new WebPushHybridDecrypt.Builder()
                .withAuthSecret(FakePushService.AUTH)
                .withRecipientPublicKey((ECPublicKey) FakePushService.BROWSER.getPublic())
                .withRecipientPrivateKey((ECPrivateKey) FakePushService.BROWSER.getPrivate())
                .build();
        Delivery brief = service.delivery("ada");
        Delivery longest = Delivery.newBuilder(service.delivery("alan"))
                .setBody("ü".repeat(10_000))
                .build();
        gateway.send(brief);
        gateway.send(longest);

        assertThat(service.http.calls).hasSize(2);
        for (FakeHttp.Call call : service.http.calls) {
            byte[] read = browser.decrypt(call.body(), null);
            assertThat(Json.read(read).path("delivery").asString()).isEqualTo(call.header("Topic"));
        }
    }

    @Test
    @DisplayName("RFC 8292: Nimbus takes our proof, with the key beside it")
    void nimbus_takes_the_proof() throws Exception {
        gateway.send(service.delivery("ada"));

        String header = service.http.calls.getFirst().header("Authorization");
        SignedJWT jwt = SignedJWT.parse(header.replaceFirst("vapid t=(\\S+),.*", "$1"));
        byte[] key = Base64.getUrlDecoder().decode(header.replaceFirst(".*k=", ""));
        assertThat(jwt.verify(new ECDSAVerifier(P256.publicKey(key)))).isTrue();
        assertThat(jwt.getJWTClaimsSet().getAudience()).containsExactly(service.http.url());
        assertThat(jwt.getJWTClaimsSet().getExpirationTime()).isAfter(Instant.now());
    }
}
