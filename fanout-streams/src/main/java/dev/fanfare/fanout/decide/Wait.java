package dev.fanfare.fanout.decide;

import dev.fanfare.schemas.CountedLimit;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.WaitsFor;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a delivery waits for before it goes to its channel for the first time.
///
/// @param quiet what quiet hours do with it when it is due: [Quiet#HOLD] or [Quiet#DROP]; null where it passes them
/// @param unless what makes it unnecessary: [Steps#READ] or [Steps#DELIVERED]; null where nothing does
/// @param awaits the ids of deliveries that may still make it unnecessary
/// @param counted what counts because of it, unless it never goes
public record Wait(
        Instant until,
        WaitsFor kind,
        @Nullable String quiet,
        @Nullable String unless,
        List<String> awaits,
        List<CountedLimit> counted) {

    /// Until then, whatever comes.
    public Wait(Instant until, WaitsFor kind, @Nullable String quiet) {
        this(until, kind, quiet, null, List.of(), List.of());
    }

    Wait counting(List<CountedLimit> limits) {
        return new Wait(until, kind, quiet, unless, awaits, limits);
    }

    /// What its delivery says while it waits.
    public static @Nullable Reason reason(WaitsFor kind) {
        return switch (kind) {
            case RETRY -> null;
            case QUIET -> Reason.QUIET;
            case CAP -> Reason.CAPPED;
            case STEP -> Reason.STEP;
            case DIGEST -> Reason.DIGESTED;
            case SENDAT -> Reason.SENDAT;
        };
    }
}
