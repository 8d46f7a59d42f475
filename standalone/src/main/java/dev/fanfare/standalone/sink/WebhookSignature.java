package dev.fanfare.standalone.sink;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Standard Webhooks' proof of origin, checked as its specification says and without the sender's code.
final class WebhookSignature {

    private static final long TOLERANCE_SECONDS = 300;
    private static final String PREFIX = "whsec_";

    private final SecretKeySpec key;

    /// @param secret `whsec_` and base64
    WebhookSignature(String secret) {
        if (!secret.startsWith(PREFIX)) {
            throw new IllegalArgumentException("a webhook secret begins with " + PREFIX);
        }
        key = new SecretKeySpec(Base64.getDecoder().decode(secret.substring(PREFIX.length())), "HmacSHA256");
    }

    /// @param timestamp seconds since 1970
    /// @param signatures `v1,BASE64`, several with spaces between
    boolean proves(String id, String timestamp, byte[] body, String signatures) {
        byte[] expected = ("v1," + sign(id, timestamp, body)).getBytes(StandardCharsets.US_ASCII);
        return isRecent(timestamp)
                && Stream.of(signatures.split(" "))
                        .anyMatch(signature ->
                                MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.US_ASCII)));
    }

    String sign(String id, String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static boolean isRecent(String timestamp) {
        return timestamp.matches("\\d{1,12}")
                && Math.abs(Instant.now().getEpochSecond() - Long.parseLong(timestamp)) <= TOLERANCE_SECONDS;
    }
}
