package dev.fanfare.channels.breaker;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.util.concurrent.TimeUnit;

/// The share of the last calls that failed.
///
/// Only the counting is resilience4j's: when to ask again, and who does, is agreed upon by all instances.
final class Failures {

    private static final float PER_CENT = 100;
    private static final Exception FAILED = new Exception("failed", null, false, false) {};

    private final CircuitBreaker window;

    Failures(BreakerSettings settings) {
        window = CircuitBreaker.of(
                "window",
                CircuitBreakerConfig.custom()
                        .slidingWindow(settings.window(), settings.calls(), SlidingWindowType.COUNT_BASED)
                        .failureRateThreshold((float) settings.failures() * PER_CENT)
                        .writableStackTraceEnabled(false)
                        .build());
    }

    void well() {
        window.onSuccess(0, TimeUnit.NANOSECONDS);
    }

    /// @return whether too many have
    boolean failed() {
        window.onError(0, TimeUnit.NANOSECONDS, FAILED);
        return window.getState() == CircuitBreaker.State.OPEN;
    }

    void forget() {
        window.reset();
    }

    boolean isClean() {
        return window.getMetrics().getNumberOfFailedCalls() == 0;
    }
}
