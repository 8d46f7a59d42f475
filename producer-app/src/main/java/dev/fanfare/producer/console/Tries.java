package dev.fanfare.producer.console;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// How often wrong keys from one address are told of: ten times a minute.
final class Tries {

    private static final int A_MINUTE = 10;
    private static final int ADDRESSES = 10_000;

    private final RateLimiterConfig config = RateLimiterConfig.custom()
            .limitForPeriod(A_MINUTE)
            .limitRefreshPeriod(Duration.ofMinutes(1))
            .timeoutDuration(Duration.ZERO)
            .build();
    private final Map<String, RateLimiter> byAddress = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, RateLimiter> eldest) {
            return size() > ADDRESSES;
        }
    };

    synchronized boolean mayTry(String address) {
        RateLimiter known = byAddress.get(address);
        return known == null || known.getMetrics().getAvailablePermissions() > 0;
    }

    synchronized void failed(String address) {
        byAddress
                .computeIfAbsent(address, _ -> RateLimiter.of("sign-in", config))
                .acquirePermission();
    }
}
