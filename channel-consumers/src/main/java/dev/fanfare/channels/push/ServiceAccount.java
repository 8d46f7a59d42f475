package dev.fanfare.channels.push;

import dev.fanfare.channels.http.OperatorUrl;
import dev.fanfare.schemas.json.BadInput;
import dev.fanfare.schemas.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Who we are to Google: a service account with its key.
///
/// @param tokenUri where an assertion is exchanged for an access token
record ServiceAccount(String projectId, String clientEmail, PrivateKey key, String tokenUri) {

    private static final String SETTING = "fanfare.push.fcm.credentials";
    private static final String SCOPE = "https://www.googleapis.com/auth/firebase.messaging";
    private static final Duration VALID = Duration.ofHours(1);

    /// @param credentials the JSON, or the file that holds it
    /// @throws IllegalArgumentException naming the setting and the field
    static ServiceAccount of(String credentials) {
        String text = SecretText.of(SETTING, credentials, "{");
        JsonNode json;
        try {
            json = Json.read(text.getBytes(StandardCharsets.UTF_8));
        } catch (BadInput broken) {
            throw new IllegalArgumentException(SETTING + ": is not JSON");
        }
        String projectId = field(json, "project_id");
        if (!projectId.matches("[a-z0-9-]{1,100}")) {
            throw new IllegalArgumentException(SETTING + ": project_id is none");
        }
        return new ServiceAccount(
                projectId,
                field(json, "client_email"),
                PemKey.of(SETTING + ": private_key", field(json, "private_key"), "RSA"),
                OperatorUrl.checked(SETTING + ": token_uri", field(json, "token_uri")));
    }

    /// The proof that is exchanged (RFC 7523).
    String assertion(Instant now) {
        return Jwt.signed(
                Jwt.Algorithm.RS256,
                key,
                Map.of(
                        "iss", clientEmail,
                        "scope", SCOPE,
                        "aud", tokenUri,
                        "iat", now.getEpochSecond(),
                        "exp", now.plus(VALID).getEpochSecond()));
    }

    /// Without the key.
    @Override
    public String toString() {
        return "ServiceAccount[projectId=" + projectId + ", clientEmail=" + clientEmail + "]";
    }

    private static String field(JsonNode json, String name) {
        String value = json.path(name).asString("");
        if (value.isEmpty()) {
            throw new IllegalArgumentException(SETTING + ": " + name + " is missing");
        }
        return value;
    }
}
