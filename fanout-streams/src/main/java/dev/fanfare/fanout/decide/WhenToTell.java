package dev.fanfare.fanout.decide;

import dev.fanfare.fanout.decide.Decision.Digest;
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
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// When those are told who are to be told: now, later, or not at all.
///
/// A time of the person's own comes first, then steps from that time on, digests, quiet hours, and what may be told
/// once
/// or so often. What is left out by one counts for none behind it; what goes into a digest meets quiet hours when the
/// digest is due, and no cap.
public final class WhenToTell {

    private static final String OVER_DIGEST = "digest";

    private final @Nullable String quiet;
    private final OwnTime ownTime;
    private final Steps steps;
    private final @Nullable Limits limits;
    private final ToldBefore told;
    private final boolean digests;
    private final boolean digestsOverCap;

    public WhenToTell(Slice slice, ToldBefore told) {
        this.quiet = Quiet.of(slice.getQuiet(), slice.getPriority(), slice.getMandatory());
        this.ownTime = new OwnTime(slice);
        this.steps = new Steps(slice);
        this.limits = Limits.of(slice, quiet != null).orElse(null);
        this.told = told;
        boolean digests = slice.getDigest() != null && quiet != null;
        this.digestsOverCap = digests
                && slice.getCap() != null
                && OVER_DIGEST.equals(slice.getCap().getOver());
        this.digests = digests && !digestsOverCap;
    }

    /// What one person's decisions come to at this moment; the same list where no rule of time concerns the person.
    public List<Decision> at(String recipient, List<Decision> decided, Profile profile, Instant now) {
        Instant begun = ownTime.of(profile, now);
        List<Decision> onTheirWay = steps.isEmpty() ? decided : steps.at(recipient, decided, quiet, begun);
        List<Decision> inSteps = begun.isAfter(now) ? OwnTime.hold(onTheirWay, begun, quiet) : onTheirWay;
        List<Decision> inDigests = digests ? digested(inSteps, null) : inSteps;
        List<Decision> inPeace =
                quiet == null || !hasQuietHours(profile) ? inDigests : inPeace(inDigests, quiet, profile, now);
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
            return left(decisions, _ -> true, Reason.SAME);
        }
        Cap cap = limits.cap();
        Optional<Instant> capped = cap == null ? Optional.empty() : first(byThemselves(decisions), cap.channel(), now);
        if (cap == null || capped.isEmpty() || !told.isOver(recipient, cap, capped.get())) {
            told.tell(recipient, limits, capped, at.get(), now);
            return decisions;
        }
        List<Decision> within = overCap(decisions, cap.channel());
        first(within, null, now).ifPresent(first -> told.tell(recipient, limits, Optional.empty(), first, now));
        return within;
    }

    private static List<Decision> byThemselves(List<Decision> decisions) {
        return decisions.stream()
                .filter(decision -> !(decision instanceof Digest))
                .toList();
    }

    private List<Decision> overCap(List<Decision> decisions, @Nullable Channel channel) {
        return left(
                digestsOverCap ? digested(decisions, channel) : decisions,
                decision -> !(decision instanceof Digest) && (channel == null || decision.channel() == channel),
                Reason.CAPPED);
    }

    /// What would be told now, or behind quiet hours; a step waits for its own time.
    ///
    /// @param channel null for any
    private static List<Decision> digested(List<Decision> decisions, @Nullable Channel channel) {
        return decisions.stream()
                .map(decision -> switch (decision) {
                    case Tell tell when channel == null || tell.channel() == channel -> new Digest(tell);
                    case Hold(var tell, var terms)
                    when terms.kind() == WaitsFor.QUIET && (channel == null || tell.channel() == channel) ->
                        new Digest(tell);
                    case Tell _, Hold _, Digest _, Leave _ -> decision;
                })
                .toList();
    }

    /// When the first of them is told.
    ///
    /// @param channel null for any
    private static Optional<Instant> first(List<Decision> decisions, @Nullable Channel channel, Instant now) {
        return decisions.stream()
                .filter(decision -> channel == null || decision.channel() == channel)
                .flatMap(decision -> switch (decision) {
                    case Tell _, Digest _ -> Stream.of(now);
                    case Hold hold -> Stream.of(hold.terms().until());
                    case Leave _ -> Stream.<Instant>empty();
                })
                .min(Comparator.naturalOrder());
    }

    private static List<Decision> left(List<Decision> decisions, Predicate<Decision> which, Reason reason) {
        return decisions.stream()
                .map(decision -> decision instanceof Leave || !which.test(decision)
                        ? decision
                        : new Leave(decision.channel(), decision.address(), State.SKIPPED, reason))
                .toList();
    }
}
