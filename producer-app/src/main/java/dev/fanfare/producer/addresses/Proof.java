package dev.fanfare.producer.addresses;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.SortedMap;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Whether a callback comes from whom it says.
final class Proof {

    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

    private Proof() {}

    /// Twilio's: base64 of HMAC-SHA1 over the URL as Twilio called it, and each parameter's name and value, sorted by
    /// name (https://www.twilio.com/docs/usage/security).
    static boolean isTwilios(String url, SortedMap<String, String> form, String signature, String authToken) {
        StringBuilder said = new StringBuilder(url);
        form.forEach((name, value) -> said.append(name).append(value));
        byte[] expected = hmac("HmacSHA1", bytes(authToken), bytes(said.toString()));
        return MessageDigest.isEqual(bytes(Base64.getEncoder().encodeToString(expected)), bytes(signature));
    }

    /// Standard Webhooks': one of several signatures over id, time and body, and the time not long ago.
    static boolean isStandardWebhook(
            String id, String timestamp, byte[] body, String signatures, byte[] key, Instant now) {
        if (id.isEmpty() || !timestamp.matches("\\d{1,12}")) {
            return false;
        }
        Duration apart = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now);
        if (apart.abs().compareTo(CLOCKS_DIFFER) > 0) {
            return false;
        }
        byte[] expected = bytes("v1,"
                + Base64.getEncoder().encodeToString(hmac("HmacSHA256", key, bytes(id + "." + timestamp + "."), body)));
        return Stream.of(signatures.split(" ", 20)).anyMatch(one -> MessageDigest.isEqual(expected, bytes(one)));
    }

    private static byte[] hmac(String algorithm, byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
