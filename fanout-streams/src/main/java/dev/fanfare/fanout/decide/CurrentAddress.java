package dev.fanfare.fanout.decide;

import dev.fanfare.fanout.decide.Decision.Tell;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Profile;
import dev.fanfare.schemas.Recipient;
import java.util.List;
import java.util.Optional;

/// Where a person is reached now who was to be reached elsewhere.
public final class CurrentAddress {

    private CurrentAddress() {}

    /// This address, where the person still has it, with the secrets of now.
    public static Optional<Tell> still(Channel channel, String address, Recipient person, Profile profile) {
        return Addresses.of(channel, person, profile).stream()
                .filter(tell -> tell.address().equals(address))
                .findFirst();
    }

    /// The same address where the person still has it, else each that there is on this channel and may be told, in
    /// order.
    public static List<Tell> of(Channel channel, String before, Recipient person, Profile profile) {
        List<Tell> now = Addresses.of(channel, person, profile).stream()
                .filter(tell -> !Suppressions.isSuppressed(profile, channel, tell.address()))
                .toList();
        return now.stream()
                .filter(tell -> tell.address().equals(before))
                .findFirst()
                .map(List::of)
                .orElse(now);
    }
}
