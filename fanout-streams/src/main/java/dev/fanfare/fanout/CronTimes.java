package dev.fanfare.fanout;

import java.time.LocalDateTime;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;

/// Reads cron expressions as Spring does, so that the steps need not know who reads them.
public final class CronTimes {

    private CronTimes() {}

    /// What finds the next time of the clock behind another.
    ///
    /// @param expression six fields, seconds first
    /// @throws IllegalArgumentException where it is none
    public static UnaryOperator<@Nullable LocalDateTime> of(String expression) {
        return CronExpression.parse(expression)::next;
    }
}
