package dev.fanfare.fanout.decide;

import dev.fanfare.fanout.decide.Decision.Leave;
import dev.fanfare.fanout.decide.Decision.Tell;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Preferences;
import dev.fanfare.schemas.Profile;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.Recipient;
import dev.fanfare.schemas.Slice;
import dev.fanfare.schemas.State;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Who is told on which channel at which address, and why not: a pure rule over one person and one event.
public final class Decide {

    private static final String MAIL = "mailto:";
    private static final String PHONE = "tel:";

    private final Slice slice;
    private final Set<String> except;

    public Decide(Slice slice) {
        this.slice = slice;
        this.except = Set.copyOf(slice.getExcept());
    }

    /// At least one decision for each channel.
    public List<Decision> decide(String id, Profile profile, Instant now) {
        Recipient person = person(id, profile);
        Leave all = leave(id, person, now);
        if (person == null || all != null) {
            return slice.getChannels().stream()
                    .map(channel -> refuse(channel, all == null ? Reason.UNKNOWN_RECIPIENT : all.reason(), all == null ? State.SKIPPED : all.state()))
                    .toList();
        }
        return slice.getChannels().stream()
                .flatMap(channel -> onChannel(channel, person, profile.getPreferences()))
                .toList();
    }

    /// Who stands under this id; a `mailto:` or `tel:` id is an address without a profile.
    public static @Nullable Recipient person(String id, Profile profile) {
        if (profile.getRecipient() != null) {
            return profile.getRecipient();
        }
        Recipient.Builder address = Recipient.newBuilder().setId(id);
        if (id.startsWith(MAIL)) {
            return address.setEmail(List.of(id.substring(MAIL.length()))).build();
        }
        return id.startsWith(PHONE) ? address.setPhone(List.of(id.substring(PHONE.length()))).build() : null;
    }

    private @Nullable Leave leave(String id, @Nullable Recipient person, Instant now) {
        Channel any = Channel.IN_APP;
        if (id.equals(slice.getEvent().getActor())) {
            return refuse(any, Reason.ACTOR, State.SKIPPED);
        }
        if (except.contains(id)) {
            return refuse(any, Reason.EXCEPTED, State.SKIPPED);
        }
        if (person == null) {
            return refuse(any, Reason.UNKNOWN_RECIPIENT, State.SKIPPED);
        }
        boolean expired = slice.getExpiresAt() != null && !now.isBefore(slice.getExpiresAt());
        return expired ? refuse(any, Reason.EXPIRED, State.EXPIRED) : null;
    }

    private Stream<Decision> onChannel(Channel channel, Recipient person, @Nullable Preferences preferences) {
        boolean muted = preferences != null
                && !slice.getMandatory()
                && Mutes.mute(preferences.getMute(), channel, slice.getEvent().getType());
        if (muted) {
            return Stream.of(refuse(channel, Reason.MUTED, State.SKIPPED));
        }
        List<Tell> told = Addresses.of(channel, person).distinct().toList();
        return told.isEmpty() ? Stream.of(refuse(channel, Reason.NO_ADDRESS, State.SKIPPED)) : told.stream().map(Decision.class::cast);
    }

    private static Leave refuse(Channel channel, Reason reason, State state) {
        return new Leave(channel, "", state, reason);
    }
}
