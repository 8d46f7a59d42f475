package dev.fanfare.producer.console;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// The wrong keys from each address: so many a minute are told of in the log, and, as many people may share a proxy's
/// address, far more are looked at.
final class Tries {

    /// In a minute.
    static final int TOLD = 10;
    /// In a minute.
    static final int LOOKED_AT = 300;

    private static final int ADDRESSES = 10_000;

    private final Map<String, Wrong> byAddress = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Wrong> eldest) {
            return size() > ADDRESSES;
        }
    };

    private record Wrong(RateLimiter told, RateLimiter lookedAt) {}

    /// Whether a key from there is looked at.
    synchronized boolean areLookedAt(String address) {
        Wrong known = byAddress.get(address);
        return known == null || hasRoom(known.lookedAt());
    }

    /// Whether the next wrong key from there is told of.
    synchronized boolean areTold(String address) {
        Wrong known = byAddress.get(address);
        return known == null || hasRoom(known.told());
    }

    synchronized void wrong(String address) {
        Wrong known = byAddress.computeIfAbsent(address, _ -> new Wrong(aMinute(TOLD), aMinute(LOOKED_AT)));
        known.told().acquirePermission();
        known.lookedAt().acquirePermission();
    }

    private static boolean hasRoom(RateLimiter limit) {
        return limit.getMetrics().getAvailablePermissions() > 0;
    }

    private static RateLimiter aMinute(int most) {
        return RateLimiter.of(
                "sign-in",
                RateLimiterConfig.custom()
                        .limitForPeriod(most)
                        .limitRefreshPeriod(Duration.ofMinutes(1))
                        .timeoutDuration(Duration.ZERO)
                        .build());
    }
}
