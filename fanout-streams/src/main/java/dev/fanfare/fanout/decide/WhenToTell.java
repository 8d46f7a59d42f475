package dev.fanfare.fanout.decide;

import dev.fanfare.fanout.decide.Decision.Digest;
import dev.fanfare.fanout.decide.Decision.Hold;
import dev.fanfare.fanout.decide.Decision.Leave;
import dev.fanfare.fanout.decide.Decision.Tell;
import dev.fanfare.fanout.limits.Limits;
import dev.fanfare.fanout.limits.Limits.Cap;
import dev.fanfare.fanout.limits.ToldBefore;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.CountedLimit;
import dev.fanfare.schemas.Preferences;
import dev.fanfare.schemas.Profile;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.Slice;
import dev.fanfare.schemas.State;
import dev.fanfare.schemas.WaitsFor;
import java.time.Instant;
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
        boolean digests = slice.getDigest() != null && quiet != null && steps.isEmpty();
        this.digestsOverCap = digests
                && slice.getCap() != null
                && OVER_DIGEST.equals(slice.getCap().getOver());
        this.digests = digests && !digestsOverCap;
    }

    /// What one person is told when, before any of it counts.
    ///
    /// @param decisions one for each that was decided, in the same order
    /// @param counts nothing where no limit concerns the person
    public record Plan(List<Decision> decisions, @Nullable Counts counts) {

        /// What goes into a digest takes this with it.
        public List<CountedLimit> countedInDigests() {
            return counts == null ? List.of() : counts.takenIntoDigests(decisions);
        }
    }

    /// What one person's decisions come to at this moment; the same list where no rule of time concerns the person.
    ///
    /// What is left out cannot be waited for: a step behind it alone goes at once.
    ///
    /// @param fits whether these are small enough for a digest; if not, they are told as if there was none
    public Plan at(String recipient, List<Decision> decided, Profile profile, Instant now, Predicate<List<Tell>> fits) {
        List<Decision> left = decided;
        while (true) {
            Plan plan = once(recipient, left, profile, now, fits);
            List<Decision> without = steps.isEmpty() ? left : steps.without(left, plan.decisions());
            if (without.equals(left)) {
                return plan;
            }
            left = without;
        }
    }

    private Plan once(
            String recipient, List<Decision> decided, Profile profile, Instant now, Predicate<List<Tell>> fits) {
        Instant begun = ownTime.of(profile, now);
        List<Decision> onTheirWay = steps.isEmpty() ? decided : steps.at(recipient, decided, quiet, begun);
        List<Decision> inSteps = begun.isAfter(now) ? OwnTime.hold(onTheirWay, begun, quiet) : onTheirWay;
        List<Decision> inDigests = digests ? digested(inSteps, null, fits) : inSteps;
        List<Decision> inPeace =
                quiet == null || !hasQuietHours(profile) ? inDigests : inPeace(inDigests, quiet, profile, now);
        return limits == null ? new Plan(inPeace, null) : limited(recipient, inPeace, limits, now, fits);
    }

    /// The person is told so.
    public void count(String recipient, Plan plan, Instant now) {
        Counts counts = plan.counts();
        if (counts != null && counts.at().isPresent()) {
            told.tell(recipient, counts.limits(), counts.capped(), counts.at().get(), now);
        }
    }

    /// Whether it matters to the others that one of them cannot be told.
    public boolean minds() {
        return limits != null || !steps.isEmpty();
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

    private Plan limited(
            String recipient, List<Decision> decisions, Limits limits, Instant now, Predicate<List<Tell>> fits) {
        Counts counts = Counts.of(limits, decisions, now);
        if (counts.at().isPresent()
                && told.isSame(recipient, limits, counts.at().get())) {
            return new Plan(left(decisions, _ -> true, Reason.SAME), null);
        }
        Cap cap = limits.cap();
        boolean over = cap != null
                && counts.capped()
                        .filter(then -> told.isOver(recipient, cap, then))
                        .isPresent();
        if (cap == null || !over) {
            return new Plan(counts.takenAlong(decisions), counts);
        }
        List<Decision> within = overCap(decisions, cap.channel(), fits);
        Counts ofThose = Counts.of(limits, within, now);
        return new Plan(ofThose.takenAlong(within), ofThose);
    }

    private List<Decision> overCap(List<Decision> decisions, @Nullable Channel channel, Predicate<List<Tell>> fits) {
        return left(
                digestsOverCap ? digested(decisions, channel, fits) : decisions,
                decision -> !(decision instanceof Digest) && (channel == null || decision.channel() == channel),
                Reason.CAPPED);
    }

    /// What would be told now, or behind quiet hours; a step waits for its own time.
    ///
    /// @param channel null for any
    private static List<Decision> digested(
            List<Decision> decisions, @Nullable Channel channel, Predicate<List<Tell>> fits) {
        List<Decision> digested = decisions.stream()
                .map(decision -> switch (decision) {
                    case Tell tell when channel == null || tell.channel() == channel -> new Digest(tell);
                    case Hold(var tell, var terms)
                    when terms.kind() == WaitsFor.QUIET && (channel == null || tell.channel() == channel) ->
                        new Digest(tell);
                    case Tell _, Hold _, Digest _, Leave _ -> decision;
                })
                .toList();
        List<Tell> tells = digested.stream()
                .flatMap(decision -> decision instanceof Digest(var tell) ? Stream.of(tell) : Stream.empty())
                .toList();
        return tells.isEmpty() || fits.test(tells) ? digested : decisions;
    }

    private static List<Decision> left(List<Decision> decisions, Predicate<Decision> which, Reason reason) {
        return decisions.stream()
                .map(decision -> decision instanceof Leave || !which.test(decision)
                        ? decision
                        : new Leave(decision.channel(), decision.address(), State.SKIPPED, reason))
                .toList();
    }
}
