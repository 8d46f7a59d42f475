package dev.fanfare.channels.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.channels.delivery.Answer;
import dev.fanfare.channels.delivery.Category;
import dev.fanfare.channels.delivery.Gateway;
import dev.fanfare.channels.http.FakeHttp;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.Priority;
import dev.fanfare.schemas.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@Timeout(60)
class WebPushTest {

    private static final Base64.Decoder BASE64 = Base64.getUrlDecoder();

    private final FakePushService service = new FakePushService();
    private final Gateway gateway = service.gateway(Duration.ofSeconds(10));

    @AfterEach
    void close() {
        gateway.close();
        service.close();
    }

    /// RFC 8291, section 5 and appendix A: with its keys and salt, its very bytes.
    @Test
    void the_example_of_the_rfc_comes_out_as_printed() {
        byte[] own = BASE64.decode(
                "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8");
        KeyPair sender = new KeyPair(
                P256.publicKey(own), P256.privateKey(BASE64.decode("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw")));
        ECPublicKey browser = P256.publicKey(BASE64.decode(
                "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"));
        byte[] encrypted = new EncryptPush(browser, BASE64.decode("BTBZMqHH6r4Tts7J_aSIgg"))
                .encrypt(
                        "When I grow up, I want to be a watermelon".getBytes(StandardCharsets.US_ASCII),
                        sender,
                        BASE64.decode("DGv6ra1nlYgDCS1FRnbzlw"));
        assertThat(Base64.getUrlEncoder().withoutPadding().encodeToString(encrypted))
                .isEqualTo("DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27ml"
                        + "mlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPT"
                        + "pK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN");
    }

    @Test
    void the_browser_reads_what_was_written() {
        Delivery delivery = Delivery.newBuilder(service.delivery("ada"))
                .setPriority(Priority.HIGH)
                .setExpiresAt(Instant.now().plusSeconds(3_600))
                .setUrl("/orders/7")
                .build();
        assertThat(gateway.send(delivery)).isEqualTo(new Answer.Delivered("HTTP 201"));
        FakeHttp.Call call = service.http.calls.getFirst();
        JsonNode read = Json.read(new DecryptPush(FakePushService.BROWSER, FakePushService.AUTH).decrypt(call.body()));
        assertThat(read.path("title").asString()).isEqualTo("Your order is on its way");
        assertThat(read.path("url").asString()).isEqualTo("/orders/7");
        assertThat(read.path("delivery").asString()).isEqualTo(delivery.getId());
        assertThat(call.header("Content-Encoding")).isEqualTo("aes128gcm");
        assertThat(call.header("Urgency")).isEqualTo("high");
        assertThat(call.header("Topic")).isEqualTo(delivery.getId()).hasSizeLessThanOrEqualTo(32);
        assertThat(Integer.parseInt(call.header("TTL"))).isBetween(3_500, 3_600);
    }

    @Test
    void the_proof_of_who_we_are_can_be_checked() throws Exception {
        gateway.send(service.delivery("ada"));
        String header = service.http.calls.getFirst().header("Authorization");
        assertThat(header).matches("vapid t=\\S+, k=\\S+");
        String[] jwt = header.replaceFirst("vapid t=(\\S+),.*", "$1").split("\\.");
        ECPublicKey key = P256.publicKey(BASE64.decode(header.replaceFirst(".*k=", "")));
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initVerify(key);
        signature.update((jwt[0] + "." + jwt[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(BASE64.decode(jwt[2]))).isTrue();
        JsonNode claims = Json.read(BASE64.decode(jwt[1]));
        assertThat(claims.path("aud").asString()).isEqualTo(service.http.url());
        assertThat(claims.path("sub").asString()).isEqualTo("mailto:ops@example.org");
        assertThat(claims.path("exp").asLong() - Instant.now().getEpochSecond()).isBetween(40_000L, 86_400L);
    }

    @Test
    void the_largest_push_is_as_large_as_a_service_must_take() {
        gateway.send(Delivery.newBuilder(service.delivery("ada"))
                .setBody("ü".repeat(10_000))
                .build());
        assertThat(service.http.calls.getFirst().body()).hasSizeBetween(3_500, 4_096);
    }

    @ParameterizedTest
    @CsvSource({"404", "410"})
    void a_subscription_that_ended_is_gone(int status) {
        service.answer(status);
        assertThat(gateway.send(service.delivery("ada"))).isInstanceOf(Answer.Gone.class);
    }

    @ParameterizedTest
    @CsvSource({"400, REFUSED", "413, REFUSED", "301, REFUSED"})
    void what_will_not_change_is_rejected(int status, Category category) {
        service.answer(status);
        assertThat(gateway.send(service.delivery("ada")))
                .isInstanceOfSatisfying(Answer.Rejected.class, rejected -> assertThat(rejected.category())
                        .isEqualTo(category));
    }

    @ParameterizedTest
    @CsvSource({"401, AUTHENTICATION", "403, AUTHENTICATION", "429, RATE_LIMIT", "500, PROVIDER", "503, PROVIDER"})
    void what_may_pass_is_deferred(int status, Category category) {
        service.answer(status);
        assertThat(gateway.send(service.delivery("ada")))
                .isInstanceOfSatisfying(Answer.Deferred.class, deferred -> assertThat(deferred.category())
                        .isEqualTo(category));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://127.0.0.1/push", "https://10.1.2.3/", "https://[::1]/", "https://169.254.169.254/"})
    void our_own_network_is_not_called(String endpoint) {
        try (Gateway careful = service.gateway(Duration.ofSeconds(5), false)) {
            assertThat(careful.send(at(endpoint)))
                    .isInstanceOfSatisfying(Answer.Rejected.class, rejected -> assertThat(rejected.why())
                            .contains("fanfare.push.web.allow-private-addresses"));
        }
    }

    @Test
    void http_is_refused() {
        try (Gateway careful = service.gateway(Duration.ofSeconds(5), false)) {
            assertThat(careful.send(at("http://push.example.org/1"))).isInstanceOf(Answer.Rejected.class);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw0 | BTBZMqHH6r4Tts7J_aSIgg",
                "BCVx | BTBZMqHH6r4Tts7J_aSIgg",
                "%% | BTBZMqHH6r4Tts7J_aSIgg",
                "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4 | short"
            })
    void keys_that_are_none_are_rejected_and_not_repeated(String receiver, String auth) {
        Delivery broken = Delivery.newBuilder(service.delivery("ada"))
                .setSecrets(List.of(receiver, auth))
                .build();
        assertThat(gateway.send(broken))
                .isInstanceOfSatisfying(Answer.Rejected.class, rejected -> assertThat(rejected.why())
                        .startsWith("the subscription's")
                        .doesNotContain(receiver)
                        .doesNotContain(auth));
        assertThat(service.http.calls).isEmpty();
    }

    private Delivery at(String endpoint) {
        return Delivery.newBuilder(service.delivery("ada"))
                .setAddress("web:" + endpoint)
                .build();
    }
}
