package dev.fanfare.standalone.sink;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How an address is refused on purpose.
///
/// @param status of SMTP or HTTP
/// @param times how many calls, at least 1
/// @param retryAfter what a webhook asks for in whole seconds; zero for nothing
public record Refusal(int status, int times, Duration retryAfter) {

    /// What is left behind one call.
    @Nullable
    Refusal next() {
        return times == Integer.MAX_VALUE ? this : times == 1 ? null : new Refusal(status, times - 1, retryAfter);
    }
}
