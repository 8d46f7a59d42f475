package dev.fanfare.producer.addresses;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ProofTest {

    /// The example that Twilio's own libraries are tested with.
    @Test
    void twilios_example_is_proven_and_nothing_like_it() {
        TreeMap<String, String> form = new TreeMap<>(Map.of(
                "CallSid", "CA1234567890ABCDE",
                "Caller", "+14158675309",
                "Digits", "1234",
                "From", "+14158675309",
                "To", "+18005551212"));
        String url = "https://mycompany.com/myapp.php?foo=1&bar=2";
        String signature = "RSOYDt4T1cUTdK1PDd93/VVr8B8=";

        assertThat(Proof.isTwilios(url, form, signature, "12345")).isTrue();
        assertThat(Proof.isTwilios(url + "&more=1", form, signature, "12345")).isFalse();
        assertThat(Proof.isTwilios(url, form, signature, "12346")).isFalse();
        form.put("Digits", "1235");
        assertThat(Proof.isTwilios(url, form, signature, "12345")).isFalse();
    }

    /// The example of the Standard Webhooks specification's reference libraries.
    @Test
    void a_standard_webhook_is_proven_for_five_minutes() {
        byte[] key = Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        byte[] body = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
        String id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
        String signatures = "v1,old v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
        Instant now = Instant.ofEpochSecond(1_614_265_330);

        assertThat(Proof.isStandardWebhook(id, "1614265330", body, signatures, key, now))
                .isTrue();
        assertThat(Proof.isStandardWebhook(id, "1614265330", body, signatures, key, now.plusSeconds(301)))
                .isFalse();
        assertThat(Proof.isStandardWebhook(id, "1614265331", body, signatures, key, now))
                .isFalse();
        assertThat(Proof.isStandardWebhook(id, "soon", body, signatures, key, now))
                .isFalse();
        assertThat(Proof.isStandardWebhook("msg", "1614265330", body, signatures, key, now))
                .isFalse();
    }
}
