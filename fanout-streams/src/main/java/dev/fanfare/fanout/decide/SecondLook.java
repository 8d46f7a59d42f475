package dev.fanfare.fanout.decide;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Preferences;
import dev.fanfare.schemas.Profile;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.State;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Whether a delivery that waited is still to be told: what was decided once is looked at again with what is known now.
public sealed interface SecondLook {

    /// It goes on.
    record Go() implements SecondLook {}

    /// It is told no more.
    record End(State state, Reason reason) implements SecondLook {}

    /// What is asked about.
    ///
    /// @param mandatory passes mutes
    record Waited(
            String recipient,
            Channel channel,
            String type,
            boolean mandatory,
            @Nullable Instant expiresAt) {}

    /// The same order as [Decide]'s.
    static SecondLook at(Waited waited, Profile profile, Instant now) {
        if (Decide.person(waited.recipient(), profile) == null) {
            return erased();
        }
        if (waited.expiresAt() != null && !now.isBefore(waited.expiresAt())) {
            return new End(State.EXPIRED, Reason.EXPIRED);
        }
        Preferences preferences = profile.getPreferences();
        boolean muted = preferences != null
                && !waited.mandatory()
                && Mutes.mute(preferences.getMute(), waited.channel(), waited.type());
        return muted ? new End(State.SKIPPED, Reason.MUTED) : new Go();
    }

    /// What becomes of what waits for an address that is told nothing more.
    static End suppressed() {
        return new End(State.SKIPPED, Reason.SUPPRESSED);
    }

    /// What becomes of everything that waits for a person who was erased.
    static End erased() {
        return new End(State.CANCELLED, Reason.UNKNOWN_RECIPIENT);
    }
}
