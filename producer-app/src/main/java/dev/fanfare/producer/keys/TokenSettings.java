package dev.fanfare.producer.keys;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// `fanfare.tokens.*`: what proves that a call is made by a person, for that person alone. Without a secret and without
/// keys to fetch there are no such calls.
///
/// @param secret signs (HS256) the tokens that are made here, and those that others make with it: 32 characters or more
/// @param jwksUrl where the public keys of whoever else makes tokens are fetched; https, or http on loopback
/// @param issuer who made them, as they say themselves; empty for anybody
/// @param audience for whom every token must be
/// @param claim whose value is the recipient's id
/// @param longest for which a token may be good, 1 min to 24 h
/// @param rateLimit calls a second that each person may make at one front door, 1 to 10,000; 0 for no bound
@ConfigurationProperties("fanfare.tokens")
public record TokenSettings(
        @DefaultValue("") String secret,
        @Nullable URI jwksUrl,
        @DefaultValue("") String issuer,
        @DefaultValue("fanfare") String audience,
        @DefaultValue("sub") String claim,
        @DefaultValue("1h") Duration longest,
        @DefaultValue("50") int rateLimit) {

    private static final int SECRET_LEAST = 32;
    private static final Duration LEAST = Duration.ofMinutes(1);
    private static final Duration MOST = Duration.ofDays(1);
    private static final int RATE_MOST = 10_000;

    public TokenSettings {
        if (!secret.isEmpty() && secret.length() < SECRET_LEAST) {
            throw new IllegalArgumentException(
                    "fanfare.tokens.secret: must have at least " + SECRET_LEAST + " characters");
        }
        if (jwksUrl != null && !isSafe(jwksUrl)) {
            throw new IllegalArgumentException(
                    "fanfare.tokens.jwks-url: must be an https URL, or http on loopback, is " + jwksUrl);
        }
        if (audience.isBlank() || claim.isBlank()) {
            throw new IllegalArgumentException("fanfare.tokens.audience and fanfare.tokens.claim: must not be empty");
        }
        if (longest.compareTo(LEAST) < 0 || longest.compareTo(MOST) > 0) {
            throw new IllegalArgumentException("fanfare.tokens.longest: must be 1m to 24h, is " + longest);
        }
        if (rateLimit < 0 || rateLimit > RATE_MOST) {
            throw new IllegalArgumentException(
                    "fanfare.tokens.rate-limit: must be 0 (none) to " + RATE_MOST + ", is " + rateLimit);
        }
    }

    private static boolean isSafe(URI url) {
        String host = url.getHost();
        return host != null
                && ("https".equals(url.getScheme())
                        || "http".equals(url.getScheme()) && ("127.0.0.1".equals(host) || "localhost".equals(host)));
    }

    /// Without the secret.
    @Override
    public String toString() {
        return "TokenSettings[secret=" + (secret.isEmpty() ? "none" : "set") + ", jwksUrl=" + jwksUrl + ", issuer="
                + issuer + ", audience=" + audience + ", claim=" + claim + ", longest=" + longest + ", rateLimit="
                + rateLimit + "]";
    }
}
