package dev.fanfare.fanout.decide;

import dev.fanfare.fanout.decide.Decision.Leave;
import dev.fanfare.fanout.decide.Decision.Tell;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Profile;
import dev.fanfare.schemas.PushRegistration;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.State;
import java.time.Instant;
import java.util.List;

/// Which addresses are told nothing more, whatever the event: they bounced, complained, opted out, or are dead tokens.
///
/// A token comes back when it is registered later; any other address when its suppression is lifted.
public final class Suppressions {

    private Suppressions() {}

    /// Those that are told, and why the others are not.
    static List<Decision> apart(List<Tell> told, Profile profile) {
        return told.stream()
                .<Decision>map(tell -> isSuppressed(profile, tell.channel(), tell.address())
                        ? new Leave(tell.channel(), tell.address(), State.SKIPPED, Reason.SUPPRESSED)
                        : tell)
                .toList();
    }

    /// Whether this address of this person is told nothing.
    public static boolean isSuppressed(Profile profile, Channel channel, String address) {
        return profile.getSuppressed().stream()
                .filter(one -> one.getChannel() == channel && one.getAddress().equals(address))
                .anyMatch(one -> channel != Channel.PUSH || !isRegisteredAfter(profile, address, one.getAt()));
    }

    private static boolean isRegisteredAfter(Profile profile, String address, Instant at) {
        return profile.getRegistered().stream()
                .filter(registration -> !registration.getLeft())
                .filter(registration ->
                        PushTokens.address(registration.getAddress()).equals(address))
                .map(PushRegistration::getAt)
                .anyMatch(registered -> registered.isAfter(at));
    }
}
