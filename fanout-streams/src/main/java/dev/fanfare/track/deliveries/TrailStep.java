package dev.fanfare.track.deliveries;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One decision about a person's delivery, or one thing that happened to it; what does not apply is left out.
///
/// @param step one of `chosen`, `refused`, `held`, `digested`, `rendered`, `attempt`, `retry`, `released`,
/// `dead-lettered`, `bounced`, `replayed`, `expired`, `cancelled`, `read`
/// @param attempt which call of a provider, from 1
/// @param answer of an attempt: DELIVERED, REJECTED or DEFERRED
/// @param until when what waits goes on
/// @param digest the delivery of the digest that it was put into
@JsonInclude(JsonInclude.Include.NON_NULL)
record TrailStep(
        Instant at,
        String step,
        String delivery,
        @Nullable String channel,
        @Nullable String reason,
        @Nullable Integer attempt,
        @Nullable String answer,
        @Nullable Integer replay,
        @Nullable Instant until,
        @Nullable String provider,
        @Nullable String error,
        @Nullable String errorCategory,
        @Nullable String receipt,
        @Nullable String title,
        @Nullable String text,
        @Nullable String digest) {

    /// Of one delivery: what all its steps share.
    ///
    /// @param channel null where that is not known
    record Of(String delivery, @Nullable String channel) {

        TrailStep step(Instant at, String step, @Nullable String reason) {
            return new TrailStep(
                    at, step, delivery, channel, reason, null, null, null, null, null, null, null, null, null, null,
                    null);
        }

        TrailStep waits(Instant at, String step, @Nullable String reason, @Nullable Instant until) {
            return new TrailStep(
                    at, step, delivery, channel, reason, null, null, null, until, null, null, null, null, null, null,
                    null);
        }

        TrailStep digested(Instant at, @Nullable Instant until, String digest) {
            return new TrailStep(
                    at,
                    "digested",
                    delivery,
                    channel,
                    null,
                    null,
                    null,
                    null,
                    until,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    digest);
        }

        TrailStep rendered(Instant at, String title, String text) {
            return new TrailStep(
                    at,
                    "rendered",
                    delivery,
                    channel,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    title,
                    text,
                    null);
        }

        TrailStep replayed(Instant at, int replay) {
            return new TrailStep(
                    at,
                    "replayed",
                    delivery,
                    channel,
                    null,
                    null,
                    null,
                    replay,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null);
        }

        TrailStep attempt(Moment moment, String answer) {
            return new TrailStep(
                    moment.at(),
                    "attempt",
                    delivery,
                    channel,
                    null,
                    moment.attempt(),
                    answer,
                    moment.replay() == 0 ? null : moment.replay(),
                    null,
                    moment.provider(),
                    moment.error(),
                    moment.errorCategory(),
                    moment.receipt(),
                    null,
                    null,
                    null);
        }

        TrailStep ended(Moment moment, String step) {
            return new TrailStep(
                    moment.at(),
                    step,
                    delivery,
                    channel,
                    moment.reason(),
                    null,
                    null,
                    null,
                    null,
                    null,
                    moment.error(),
                    moment.errorCategory(),
                    null,
                    null,
                    null,
                    null);
        }
    }
}
