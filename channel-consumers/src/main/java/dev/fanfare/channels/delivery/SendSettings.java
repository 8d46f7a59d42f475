package dev.fanfare.channels.delivery;

import dev.fanfare.channels.breaker.BreakerSettings;
import dev.fanfare.schemas.Names;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `fanfare.<channel>.*` that every channel with a provider has.
///
/// @param inFlight sends under way at once, 1 to 10,000
/// @param timeout the hard limit of one send, 100 ms to 1 min; then it is deferred
/// @param rateLimit calls of a provider a second, 1 to 1,000,000; null: as many as there is room for
/// @param breaker when whoever is called is called no more for a while; null: as usual
/// @param endpointRate calls of each endpoint a second, 1 to 100,000; null: as many as there is room for
public record SendSettings(
        int inFlight,
        Duration timeout,
        RetryPolicy retry,
        @Nullable Integer rateLimit,
        @Nullable BreakerSettings breaker,
        @Nullable Integer endpointRate) {

    /// Without a limit of an endpoint's rate.
    public SendSettings(
            int inFlight,
            Duration timeout,
            RetryPolicy retry,
            @Nullable Integer rateLimit,
            @Nullable BreakerSettings breaker) {
        this(inFlight, timeout, retry, rateLimit, breaker, null);
    }

    /// Without a limit to its rate.
    public SendSettings(int inFlight, Duration timeout, RetryPolicy retry) {
        this(inFlight, timeout, retry, null, null);
    }

    public SendSettings(int inFlight, Duration timeout, RetryPolicy retry, @Nullable Integer rateLimit) {
        this(inFlight, timeout, retry, rateLimit, null);
    }

    /// `fanfare.<channel>.breaker.*` as it was set; of the endpoint where the channel calls endpoints.
    public record Breaker(
            @Nullable Double failures,
            @Nullable Integer window,
            @Nullable Integer calls,
            @Nullable Duration open) {

        BreakerSettings or(String name, BreakerSettings usual) {
            int seen = within(name + ".window", window, 1, 1_000, usual.window());
            return new BreakerSettings(
                    within(name + ".failures", failures, 0.01, 1.0, usual.failures()),
                    seen,
                    within(name + ".calls", calls, 1, seen, Math.min(seen, usual.calls())),
                    within(name + ".open", open, SHORTEST, Duration.ofHours(1), usual.open()));
        }
    }

    /// With this breaker.
    ///
    /// @param name `fanfare.email`, for messages
    /// @param usual what holds where nothing was set
    public SendSettings with(String name, @Nullable Breaker set, BreakerSettings usual) {
        BreakerSettings chosen = set == null ? usual : set.or(name + ".breaker", usual);
        return new SendSettings(inFlight, timeout, retry, rateLimit, chosen, endpointRate);
    }

    /// With at most so many calls of each endpoint a second.
    ///
    /// @param name `fanfare.webhook`, for messages
    public SendSettings withEndpointRate(String name, @Nullable Integer perSecond) {
        Integer rate = perSecond == null ? null : within(name + ".endpoint-rate-limit", perSecond, 1, 100_000, 1);
        return new SendSettings(inFlight, timeout, retry, rateLimit, breaker, rate);
    }

    /// Of its providers.
    public BreakerSettings providerBreaker() {
        return breaker == null ? BreakerSettings.PROVIDER : breaker;
    }

    /// Of the endpoints that it calls.
    public BreakerSettings endpointBreaker() {
        return breaker == null ? BreakerSettings.ENDPOINT : breaker;
    }

    public static final SendSettings DEFAULT = new SendSettings(250, Duration.ofSeconds(5), RetryPolicy.DEFAULT);

    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Duration MONTH = Duration.ofDays(30);

    /// `fanfare.<channel>.retry.*` as it was set.
    ///
    /// @param attempts 1 to 100
    /// @param delays at most 100 of 0 s to 30 d, instead of the backoff
    /// @param backoff 1 ms to 1 h
    /// @param jitter 0 to 1
    public record Retry(
            @Nullable Integer attempts,
            @Nullable List<Duration> delays,
            @Nullable Duration backoff,
            @Nullable Double jitter) {}

    /// With defaults where nothing was set.
    ///
    /// @param name `fanfare.email`, for messages
    /// @throws IllegalArgumentException naming the setting that is out of its range
    public static SendSettings of(
            String name,
            @Nullable Integer inFlight,
            @Nullable Duration timeout,
            @Nullable Retry retry,
            @Nullable Integer rateLimit) {
        return new SendSettings(
                within(name + ".in-flight", inFlight, 1, 10_000, DEFAULT.inFlight()),
                within(name + ".timeout", timeout, SHORTEST, LONGEST, DEFAULT.timeout()),
                policy(name + ".retry", retry == null ? new Retry(null, null, null, null) : retry),
                rateLimit == null ? null : within(name + ".rate-limit", rateLimit, 1, 1_000_000, 1),
                null);
    }

    private static RetryPolicy policy(String name, Retry set) {
        List<Duration> delays = set.delays() == null ? List.of() : List.copyOf(set.delays());
        within(name + ".delays", delays.size(), 0, 100, 0);
        delays.forEach(delay -> within(name + ".delays", delay, Duration.ZERO, MONTH, Duration.ZERO));
        if (!delays.isEmpty() && set.backoff() != null) {
            throw new IllegalArgumentException(name + ".backoff: has no meaning beside " + name + ".delays");
        }
        return new RetryPolicy(
                within(name + ".attempts", set.attempts(), 1, 100, RetryPolicy.DEFAULT.attempts()),
                delays,
                within(
                        name + ".backoff",
                        set.backoff(),
                        Duration.ofMillis(1),
                        Duration.ofHours(1),
                        RetryPolicy.DEFAULT.backoff()),
                within(name + ".jitter", set.jitter(), 0.0, 1.0, RetryPolicy.DEFAULT.jitter()));
    }

    private static <T extends Comparable<T>> T within(String name, @Nullable T value, T low, T high, T otherwise) {
        T chosen = value == null ? otherwise : value;
        if (chosen.compareTo(low) < 0 || chosen.compareTo(high) > 0) {
            throw new IllegalArgumentException(
                    name + ": must be " + shown(low) + " to " + shown(high) + ", is " + shown(chosen));
        }
        return chosen;
    }

    private static String shown(Object value) {
        return value instanceof Duration duration ? Names.of(duration) : value.toString();
    }
}
