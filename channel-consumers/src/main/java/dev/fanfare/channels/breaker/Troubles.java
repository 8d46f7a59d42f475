package dev.fanfare.channels.breaker;

import dev.fanfare.schemas.BreakerControl;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What went wrong since the last success of a provider or an endpoint, and when that is enough for an endpoint to be
/// disabled. Not safe for use by many threads.
final class Troubles {

    private static final Duration DISABLED_AFTER = Duration.ofDays(3);
    private static final int DISABLED_FROM = 100;

    private @Nullable Instant since;
    private int failed;
    private String why = "";

    /// One more call failed.
    void failed(String reason, Instant time) {
        failed++;
        since = since == null ? time : since;
        why = reason;
    }

    void well() {
        since = null;
        failed = 0;
    }

    /// Another instance knows of it for longer, or of more.
    void learn(BreakerControl control) {
        since = control.getSince();
        failed = Math.max(failed, control.getFailed());
        why = control.getWhy();
    }

    void because(String reason) {
        why = reason;
    }

    /// Whether an endpoint is called no more: three days and a hundred calls without success.
    boolean areForGood(Instant now) {
        return failed >= DISABLED_FROM
                && since != null
                && !since.plus(DISABLED_AFTER).isAfter(now);
    }

    /// In one sentence.
    String summary() {
        return "no success since " + since + ", in " + failed + " calls; the last: " + why;
    }

    @Nullable
    Instant since() {
        return since;
    }

    int failed() {
        return failed;
    }

    /// How the last one failed.
    String why() {
        return why;
    }
}
