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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
        Refusal refusal = refusal(id, person, now);
        if (person == null || refusal != null) {
            Refusal why = refusal == null ? Refusal.skipped(Reason.UNKNOWN_RECIPIENT) : refusal;
            return slice.getChannels().stream().<Decision>map(why::on).toList();
        }
        List<Decision> decisions = new ArrayList<>();
        for (Channel channel : slice.getChannels()) {
            decisions.addAll(onChannel(channel, person, profile));
        }
        return decisions;
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
        return id.startsWith(PHONE)
                ? address.setPhone(List.of(id.substring(PHONE.length()))).build()
                : null;
    }

    /// Whether this id is an address rather than a person, who would have an inbox.
    static boolean isAddress(String id) {
        return id.startsWith(MAIL) || id.startsWith(PHONE);
    }

    /// Why this person is told on no channel at all, or null.
    private @Nullable Refusal refusal(String id, @Nullable Recipient person, Instant now) {
        if (id.equals(slice.getEvent().getActor())) {
            return Refusal.skipped(Reason.ACTOR);
        }
        if (except.contains(id)) {
            return Refusal.skipped(Reason.EXCEPTED);
        }
        boolean expired = slice.getExpiresAt() != null && !now.isBefore(slice.getExpiresAt());
        return person != null && expired ? new Refusal(State.EXPIRED, Reason.EXPIRED) : null;
    }

    private List<? extends Decision> onChannel(Channel channel, Recipient person, Profile profile) {
        Preferences preferences = profile.getPreferences();
        boolean muted = preferences != null
                && !slice.getMandatory()
                && Mutes.mute(preferences.getMute(), channel, slice.getEvent().getType());
        if (muted) {
            return List.of(Refusal.skipped(Reason.MUTED).on(channel));
        }
        List<Tell> told = Addresses.of(channel, person, profile);
        if (told.isEmpty()) {
            return List.of(Refusal.skipped(Reason.NO_ADDRESS).on(channel));
        }
        return profile.getSuppressed().isEmpty() ? told : Suppressions.apart(told, profile);
    }

    private record Refusal(State state, Reason reason) {

        static Refusal skipped(Reason reason) {
            return new Refusal(State.SKIPPED, reason);
        }

        Leave on(Channel channel) {
            return new Leave(channel, "", state, reason);
        }
    }
}
