package dev.fanfare.fanout;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.ConstructorBinding;

/// `fanfare.fanout.*`: how events are expanded.
///
/// @param chunk persons met between two looks at what is more urgent, 10 to 2,000
/// @param bulkAbove an event to more people than this goes to the bulk lane from there on, unless it is urgent or high;
/// at least 1
/// @param threads stream threads, 1 to 64
/// @param ahead how much work of a channel's bulk lane is written before it is done, 0 s (any) to 7 d
/// @param overdue events a second, over all partitions, of those that should have gone on more than a minute ago, 1 to
/// 100,000
/// @param overdueDeliveries deliveries a second, over all partitions, of those that should have gone out more than a
/// minute
/// ago, 1 to 1,000,000
@ConfigurationProperties("fanfare.fanout")
public record FanoutSettings(
        int chunk, int bulkAbove, int threads, Duration ahead, int overdue, int overdueDeliveries) {

    private static final Duration AHEAD = Duration.ofSeconds(60);
    private static final int OVERDUE = 100;
    private static final int OVERDUE_DELIVERIES = 1_000;
    private static final Duration AHEAD_MOST = Duration.ofDays(7);

    @ConstructorBinding
    public FanoutSettings(
            @Nullable Integer chunk,
            @Nullable Integer bulkAbove,
            @Nullable Integer threads,
            @Nullable Duration ahead,
            @Nullable Integer overdue,
            @Nullable Integer overdueDeliveries) {
        this(
                within("chunk", chunk == null ? 250 : chunk, 10, 2_000),
                within("bulk-above", bulkAbove == null ? 1_000 : bulkAbove, 1, Integer.MAX_VALUE),
                within(
                        "threads",
                        threads == null ? Math.min(4, Runtime.getRuntime().availableProcessors()) : threads,
                        1,
                        64),
                ahead(ahead == null ? AHEAD : ahead),
                within("overdue", overdue == null ? OVERDUE : overdue, 1, 100_000),
                within(
                        "overdue-deliveries",
                        overdueDeliveries == null ? OVERDUE_DELIVERIES : overdueDeliveries,
                        1,
                        1_000_000));
    }

    /// With the usual rate for what is overdue.
    public FanoutSettings(int chunk, int bulkAbove, int threads, Duration ahead) {
        this(chunk, bulkAbove, threads, ahead, OVERDUE, OVERDUE_DELIVERIES);
    }

    /// With the usual rate for deliveries that are overdue.
    public FanoutSettings(int chunk, int bulkAbove, int threads, Duration ahead, int overdue) {
        this(chunk, bulkAbove, threads, ahead, overdue, OVERDUE_DELIVERIES);
    }

    private static Duration ahead(Duration value) {
        if (value.isNegative() || value.compareTo(AHEAD_MOST) > 0) {
            throw new IllegalArgumentException("fanfare.fanout.ahead: must be 0s to 7d, is " + value);
        }
        return value;
    }

    private static int within(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "fanfare.fanout." + name + ": must be " + least + " to " + most + ", is " + value);
        }
        return value;
    }
}
