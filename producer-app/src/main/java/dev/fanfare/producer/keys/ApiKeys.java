package dev.fanfare.producer.keys;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Tells callers by their keys, and counts their calls.
public final class ApiKeys {

    private static final String SCHEME = "Bearer ";

    private final List<ApiKey> keys;
    private final Map<String, RateLimiter> limits = new HashMap<>();

    public ApiKeys(KeySettings settings) {
        keys = settings.parsed();
        keys.stream().filter(key -> key.perSecond() > 0).forEach(key -> limits.put(key.name(), limit(key)));
    }

    /// What came of an `Authorization` header.
    public sealed interface Admission {
        record Known(Caller caller) implements Admission {}

        record Unknown() implements Admission {}

        /// Over the key's rate; the next second has room again.
        record TooFast() implements Admission {}
    }

    /// Whether any are in use.
    public boolean inUse() {
        return !keys.isEmpty();
    }

    /// Every key is compared, each in constant time, so that the time taken tells nothing.
    public Admission admit(@Nullable String authorization) {
        if (!inUse()) {
            return new Admission.Known(Caller.LOCAL);
        }
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return new Admission.Unknown();
        }
        ApiKey found = opened(authorization.substring(SCHEME.length()));
        return found == null ? new Admission.Unknown() : count(found);
    }

    /// Counts a call with this key.
    Admission count(ApiKey found) {
        RateLimiter limit = limits.get(found.name());
        return limit == null || limit.acquirePermission()
                ? new Admission.Known(new Caller(found.name(), found.roles(), true))
                : new Admission.TooFast();
    }

    /// The key with this secret.
    @Nullable
    ApiKey opened(String secret) {
        return find(ApiKey.digest(secret.strip()));
    }

    @Nullable
    ApiKey named(String name) {
        return keys.stream().filter(key -> key.name().equals(name)).findFirst().orElse(null);
    }

    private @Nullable ApiKey find(byte[] presented) {
        ApiKey found = null;
        for (ApiKey key : keys) {
            if (key.opensWith(presented)) {
                found = key;
            }
        }
        return found;
    }

    private static RateLimiter limit(ApiKey key) {
        return RateLimiter.of(
                key.name(),
                RateLimiterConfig.custom()
                        .limitForPeriod(key.perSecond())
                        .limitRefreshPeriod(Duration.ofSeconds(1))
                        .timeoutDuration(Duration.ZERO)
                        .build());
    }
}
