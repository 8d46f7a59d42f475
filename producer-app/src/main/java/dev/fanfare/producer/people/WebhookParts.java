package dev.fanfare.producer.people;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Base64;

/// What a webhook must look like before anything is sent to it.
final class WebhookParts {

    private static final String SECRET = "whsec_";
    private static final int SECRET_LEAST = 24;
    private static final int SECRET_MOST = 64;

    private WebhookParts() {}

    /// Absolute, http or https, with a host and without a user.
    static boolean isWebhook(String text) {
        try {
            URI url = new URI(text);
            boolean http = "https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme());
            return http
                    && url.getHost() != null
                    && url.getRawUserInfo() == null
                    && url.getRawFragment() == null
                    && url.getPort() != 0
                    && url.getPort() <= 65_535;
        } catch (URISyntaxException malformed) {
            return false;
        }
    }

    /// As Standard Webhooks has it: `whsec_` and base64 of 24 to 64 bytes.
    static boolean isSecret(String text) {
        try {
            int bytes =
                    text.startsWith(SECRET) ? Base64.getDecoder().decode(text.substring(SECRET.length())).length : 0;
            return bytes >= SECRET_LEAST && bytes <= SECRET_MOST;
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }
}
