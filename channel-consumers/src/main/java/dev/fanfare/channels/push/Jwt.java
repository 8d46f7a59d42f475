package dev.fanfare.channels.push;

import dev.fanfare.schemas.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;
import java.util.Map;

/// Signs claims (RFC 7515, compact form).
final class Jwt {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    /// How a key signs.
    enum Algorithm {
        RS256("SHA256withRSA"),
        ES256("SHA256withECDSAinP1363Format");

        private final String name;

        Algorithm(String name) {
            this.name = name;
        }
    }

    private Jwt() {}

    /// @throws IllegalStateException where the key is not of the algorithm's kind
    static String signed(Algorithm algorithm, PrivateKey key, Map<String, ?> claims) {
        String text = part(Map.of("typ", "JWT", "alg", algorithm.name())) + "." + part(claims);
        try {
            Signature signature = Signature.getInstance(algorithm.name);
            signature.initSign(key);
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException unusable) {
            throw new IllegalStateException("a key that was checked does not sign", unusable);
        }
    }

    private static String part(Map<String, ?> json) {
        return BASE64.encodeToString(Json.bytes(json));
    }
}
