package dev.fanfare.channels.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// One secret of an endpoint: base64 behind `whsec_`, or any text.
final class SigningSecret {

    private static final String PREFIX = "whsec_";
    private static final String HMAC = "HmacSHA256";

    private final byte[] key;

    private SigningSecret(byte[] key) {
        this.key = key;
    }

    /// @throws IllegalArgumentException where what stands behind `whsec_` is no base64; the message does not repeat it
    static SigningSecret of(String text) {
        if (!text.startsWith(PREFIX)) {
            return new SigningSecret(text.getBytes(StandardCharsets.UTF_8));
        }
        try {
            return new SigningSecret(Base64.getDecoder().decode(text.substring(PREFIX.length())));
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("a signing secret is not base64 behind " + PREFIX);
        }
    }

    /// `v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`.
    String sign(String id, long timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException | IllegalArgumentException unusable) {
            throw new IllegalArgumentException("a signing secret is empty", unusable);
        }
    }
}
