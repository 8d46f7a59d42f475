package dev.fanfare.fanout.decide;

import dev.fanfare.fanout.decide.Decision.Hold;
import dev.fanfare.fanout.decide.Decision.Leave;
import dev.fanfare.fanout.decide.Decision.Tell;
import dev.fanfare.fanout.limits.Limits;
import dev.fanfare.fanout.limits.Limits.Cap;
import dev.fanfare.fanout.limits.ToldBefore;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Preferences;
import dev.fanfare.schemas.Profile;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.Slice;
import dev.fanfare.schemas.State;
import dev.fanfare.schemas.WaitsFor;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// When those are told who are to be told: now, later, or not at all.
///
/// A time of the person's own comes first, then steps from that time on, then quiet hours, then what may be told once
/// or
/// so often. What is left out by one counts for none behind it.
public final class WhenToTell {

    private final @Nullable String quiet;
    private final OwnTime ownTime;
    private final Steps steps;
    private final @Nullable Limits limits;
    private final ToldBefore told;

    public WhenToTell(Slice slice, ToldBefore told) {
        this.quiet = Quiet.of(slice.getQuiet(), slice.getPriority(), slice.getMandatory());
        this.ownTime = new OwnTime(slice);
        this.steps = new Steps(slice);
        this.limits = Limits.of(slice, quiet != null).orElse(null);
        this.told = told;
    }

    /// What one person's decisions come to at this moment; the same list where no rule of time concerns the person.
    public List<Decision> at(String recipient, List<Decision> decided, Profile profile, Instant now) {
        Instant begun = ownTime.of(profile, now);
        List<Decision> onTheirWay = steps.isEmpty() ? decided : steps.at(recipient, decided, quiet, begun);
        List<Decision> inSteps = begun.isAfter(now) ? OwnTime.hold(onTheirWay, begun, quiet) : onTheirWay;
        List<Decision> inPeace =
                quiet == null || !hasQuietHours(profile) ? inSteps : inPeace(inSteps, quiet, profile, now);
        return limits == null ? inPeace : limited(recipient, inPeace, limits, now);
    }

    /// Whether a step waits for the end of what is told on this channel.
    public boolean awaits(Channel channel) {
        return steps.awaits(channel);
    }

    private static boolean hasQuietHours(Profile profile) {
        Preferences preferences = profile.getPreferences();
        return preferences != null && preferences.getQuiet() != null;
    }

    private static List<Decision> inPeace(List<Decision> decisions, String quiet, Profile profile, Instant now) {
        Optional<Instant> until = Quiet.until(profile, now);
        return until.isEmpty()
                ? decisions
                : decisions.stream()
                        .map(decision -> inQuietHours(decision, quiet, until.get()))
                        .toList();
    }

    /// A step that waits for its own time looks at the clock then.
    private static Decision inQuietHours(Decision decision, String quiet, Instant until) {
        if (!(decision instanceof Tell tell) || !Quiet.concerns(tell.channel())) {
            return decision;
        }
        return quiet.equals(Quiet.DROP)
                ? new Leave(tell.channel(), tell.address(), State.SKIPPED, Reason.QUIET)
                : new Hold(tell, new Wait(until, WaitsFor.QUIET, quiet));
    }

    private List<Decision> limited(String recipient, List<Decision> decisions, Limits limits, Instant now) {
        Optional<Instant> at = first(decisions, null, now);
        if (at.isEmpty()) {
            return decisions;
        }
        if (told.isSame(recipient, limits, at.get())) {
            return left(decisions, null, Reason.SAME);
        }
        Cap cap = limits.cap();
        Optional<Instant> capped = cap == null ? Optional.empty() : first(decisions, cap.channel(), now);
        if (cap == null || capped.isEmpty() || !told.isOver(recipient, cap, capped.get())) {
            told.tell(recipient, limits, capped, at.get(), now);
            return decisions;
        }
        List<Decision> within = left(decisions, cap.channel(), Reason.CAPPED);
        first(within, null, now).ifPresent(first -> told.tell(recipient, limits, Optional.empty(), first, now));
        return within;
    }

    /// When the first of them is told.
    ///
    /// @param channel null for any
    private static Optional<Instant> first(List<Decision> decisions, @Nullable Channel channel, Instant now) {
        return decisions.stream()
                .filter(decision -> channel == null || decision.channel() == channel)
                .flatMap(decision -> switch (decision) {
                    case Tell _ -> Stream.of(now);
                    case Hold hold -> Stream.of(hold.terms().until());
                    case Leave _ -> Stream.<Instant>empty();
                })
                .min(Comparator.naturalOrder());
    }

    private static List<Decision> left(List<Decision> decisions, @Nullable Channel channel, Reason reason) {
        return decisions.stream()
                .map(decision -> decision instanceof Leave || channel != null && decision.channel() != channel
                        ? decision
                        : new Leave(decision.channel(), decision.address(), State.SKIPPED, reason))
                .toList();
    }
}
