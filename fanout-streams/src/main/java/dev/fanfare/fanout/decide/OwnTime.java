package dev.fanfare.fanout.decide;

import dev.fanfare.fanout.decide.Decision.Hold;
import dev.fanfare.fanout.decide.Decision.Tell;
import dev.fanfare.schemas.Profile;
import dev.fanfare.schemas.Slice;
import dev.fanfare.schemas.WaitsFor;
import dev.fanfare.schemas.cloudevents.SendAt;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Nine o'clock wherever each person is: who has it later waits.
final class OwnTime {

    private final Optional<SendAt.Local> time;

    OwnTime(Slice slice) {
        time = Optional.ofNullable(slice.getLocalSendAt())
                .flatMap(SendAt::parse)
                .filter(SendAt.Local.class::isInstance)
                .map(SendAt.Local.class::cast);
    }

    /// When this person is told; `now` where that time is over, or is the same for all.
    Instant of(Profile profile, Instant now) {
        return time.map(local -> local.in(Quiet.zone(profile.getRecipient())))
                .filter(then -> then.isAfter(now))
                .orElse(now);
    }

    /// @param quiet what quiet hours do with it when it is due
    static List<Decision> hold(List<Decision> decisions, Instant until, @Nullable String quiet) {
        return decisions.stream()
                .<Decision>map(decision -> decision instanceof Tell tell
                        ? new Hold(tell, new Wait(until, WaitsFor.SENDAT, quiet))
                        : decision)
                .toList();
    }
}
