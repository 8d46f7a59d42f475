package dev.fanfare.channels.push;

import java.security.PrivateKey;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// `fanfare.push.apns.*`: Apple's push service, by token.
///
/// @param host of the service; `api.sandbox.push.apple.com` for apps in development
/// @param port 443, or 2197 where a firewall lets nothing else through
/// @param key the signing key (`.p8`), or the file that holds it; empty: pushes for its tokens are deferred
/// @param keyId 10 characters
/// @param teamId 10 characters
/// @param topic the app's bundle id
public record ApnsSettings(
        @DefaultValue("api.push.apple.com") String host,
        @DefaultValue("443") int port,
        @DefaultValue("") String key,
        @DefaultValue("") String keyId,
        @DefaultValue("") String teamId,
        @DefaultValue("") String topic) {

    private static final String NAME = "fanfare.push.apns.";
    private static final Pattern TEN = Pattern.compile("[A-Z0-9]{10}");
    private static final Pattern BUNDLE = Pattern.compile("[A-Za-z0-9.-]{1,200}");

    public ApnsSettings {
        require(host.matches("[A-Za-z0-9.-]{1,253}"), "host: must be a host name, is '" + host + "'");
        require(port >= 1 && port <= 65_535, "port: must be 1 to 65535, is " + port);
        if (!key.isEmpty()) {
            require(TEN.matcher(keyId).matches(), "key-id: must be 10 letters and digits, is '" + keyId + "'");
            require(TEN.matcher(teamId).matches(), "team-id: must be 10 letters and digits, is '" + teamId + "'");
            require(BUNDLE.matcher(topic).matches(), "topic: must be the app's bundle id, is '" + topic + "'");
            signingKey(key);
        }
    }

    boolean complete() {
        return !key.isEmpty();
    }

    PrivateKey signingKey() {
        return signingKey(key);
    }

    /// Without the key.
    @Override
    public String toString() {
        return "ApnsSettings[host=" + host + ", port=" + port + ", keyId=" + keyId + ", teamId=" + teamId + ", topic="
                + topic + ", key=" + (complete() ? "set" : "none") + "]";
    }

    private static PrivateKey signingKey(String key) {
        return PemKey.of(NAME + "key", SecretText.of(NAME + "key", key, "-----BEGIN"), "EC");
    }

    private static void require(boolean sound, String otherwise) {
        if (!sound) {
            throw new IllegalArgumentException(NAME + otherwise);
        }
    }
}
