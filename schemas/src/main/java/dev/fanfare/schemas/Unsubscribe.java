package dev.fanfare.schemas;

import dev.fanfare.schemas.json.BadInput;
import dev.fanfare.schemas.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;

/// What a link in a mail lets its reader do without a login: hear no more of one type by mail. Signed, so that nobody
/// does it for others.
public record Unsubscribe(String recipient, String type) {

    /// Of a secret that signs links, in characters.
    public static final int SECRET_LEAST = 32;

    /// What stands in a mail's words for its link: only who sends it can sign one.
    public static final String PLACE = "https://unsubscribe.invalid/fanfare";

    private static final String HMAC = "HmacSHA256";
    private static final int LONGEST = 2_000;

    /// For a URL's path.
    public String token(String secret) {
        String said = base64(Json.bytes(List.of(recipient, type)));
        return said + "." + base64(signature(said, secret));
    }

    /// What a token says, where this secret signed it.
    public static Optional<Unsubscribe> verified(String token, String secret) {
        int dot = token.indexOf('.');
        if (dot < 1 || token.length() > LONGEST) {
            return Optional.empty();
        }
        String said = token.substring(0, dot);
        try {
            byte[] given = Base64.getUrlDecoder().decode(token.substring(dot + 1));
            if (!MessageDigest.isEqual(given, signature(said, secret))) {
                return Optional.empty();
            }
            JsonNode parts = Json.read(Base64.getUrlDecoder().decode(said));
            return Optional.of(
                    new Unsubscribe(parts.path(0).asString(""), parts.path(1).asString("")));
        } catch (IllegalArgumentException | BadInput unreadable) {
            return Optional.empty();
        }
    }

    private static byte[] signature(String said, String secret) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), HMAC));
            return mac.doFinal(("unsubscribe\n" + said).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
