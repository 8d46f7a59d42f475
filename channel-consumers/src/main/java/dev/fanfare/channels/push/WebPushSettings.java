package dev.fanfare.channels.push;

import java.security.PrivateKey;
import java.util.Base64;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// `fanfare.push.web.*`: Web Push, and who we are to push services (VAPID, RFC 8292).
///
/// @param publicKey the key that browsers subscribe with: base64url of 65 bytes
/// @param privateKey its other half: base64url of 32 bytes; empty: pushes for its subscriptions are deferred
/// @param subject where a push service can reach us: `mailto:` or https
/// @param allowPrivateAddresses whether subscriptions may lie in this machine's or its network's own address ranges,
/// and
/// need no https
public record WebPushSettings(
        @DefaultValue("") String publicKey,
        @DefaultValue("") String privateKey,
        @DefaultValue("") String subject,
        @DefaultValue("false") boolean allowPrivateAddresses) {

    private static final String NAME = "fanfare.push.web.";

    public WebPushSettings {
        if (!privateKey.isEmpty() || !publicKey.isEmpty()) {
            require(isPublic(publicKey), "public-key: must be base64url of an uncompressed point of P-256");
            require(isPrivate(privateKey), "private-key: must be base64url of 32 bytes");
            require(
                    P256.isPair(P256.publicKey(decoded(publicKey)), P256.privateKey(decoded(privateKey))),
                    "private-key: is not the other half of public-key");
            require(
                    subject.matches("(mailto:[^\\s@]+@[^\\s@]+|https://\\S+)"),
                    "subject: must be a mailto: or https: address, is '" + subject + "'");
        }
    }

    boolean complete() {
        return !privateKey.isEmpty();
    }

    PrivateKey signingKey() {
        return P256.privateKey(decoded(privateKey));
    }

    /// Without the private key.
    @Override
    public String toString() {
        return "WebPushSettings[publicKey=" + publicKey + ", subject=" + subject + ", allowPrivateAddresses="
                + allowPrivateAddresses + "]";
    }

    private static boolean isPublic(String text) {
        try {
            return P256.publicKey(decoded(text)) != null;
        } catch (IllegalArgumentException none) {
            return false;
        }
    }

    private static boolean isPrivate(String text) {
        try {
            return P256.privateKey(decoded(text)) != null;
        } catch (IllegalArgumentException none) {
            return false;
        }
    }

    private static byte[] decoded(String text) {
        return Base64.getUrlDecoder().decode(text);
    }

    private static void require(boolean sound, String otherwise) {
        if (!sound) {
            throw new IllegalArgumentException(NAME + otherwise);
        }
    }
}
