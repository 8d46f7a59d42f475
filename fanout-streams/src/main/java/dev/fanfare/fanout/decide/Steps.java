package dev.fanfare.fanout.decide;

import dev.fanfare.fanout.decide.Decision.Hold;
import dev.fanfare.fanout.decide.Decision.Leave;
import dev.fanfare.fanout.decide.Decision.Tell;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.Slice;
import dev.fanfare.schemas.Step;
import dev.fanfare.schemas.WaitsFor;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The steps of an escalation: which channels wait, how long, and for what.
public final class Steps {

    /// Unless the person has read of it.
    public static final String READ = "read";
    /// Unless a step before it was delivered; where none of those can be any more, it need not wait.
    public static final String DELIVERED = "delivered";

    private final String event;
    private final Map<Channel, Later> later = new EnumMap<>(Channel.class);
    private final Set<Channel> awaited = EnumSet.noneOf(Channel.class);

    /// @param before the channels of the steps before, and those of none
    private record Later(Duration after, @Nullable String unless, Set<Channel> before) {}

    Steps(Slice slice) {
        event = slice.getKey();
        Set<Channel> before = EnumSet.noneOf(Channel.class);
        before.addAll(slice.getChannels());
        slice.getSteps().forEach(step -> step.getChannels().forEach(before::remove));
        for (Step step : slice.getSteps()) {
            Duration after = after(step);
            if (!after.isZero()) {
                Later then = new Later(after, step.getUnless(), Set.copyOf(before));
                step.getChannels().forEach(channel -> later.put(channel, then));
                awaited.addAll(DELIVERED.equals(step.getUnless()) ? before : Set.of());
            }
            before.addAll(step.getChannels());
        }
    }

    /// The front door checked it; a rule that was written by other means may hold anything, and is told at once.
    private static Duration after(Step step) {
        try {
            Duration after = step.getAfter() == null ? Duration.ZERO : Duration.parse(step.getAfter());
            return after.isPositive() ? after : Duration.ZERO;
        } catch (DateTimeException broken) {
            return Duration.ZERO;
        }
    }

    boolean isEmpty() {
        return later.isEmpty();
    }

    /// Whether a step waits for the end of what is told on this channel.
    boolean awaits(Channel channel) {
        return awaited.contains(channel);
    }

    /// @param quiet what quiet hours do with it when it is due
    List<Decision> at(String recipient, List<Decision> decided, @Nullable String quiet, Instant now) {
        return decided.stream()
                .map(decision -> {
                    Later step = later.get(decision.channel());
                    return step != null && decision instanceof Tell tell
                            ? at(step, tell, awaited(step, recipient, decided), quiet, now)
                            : decision;
                })
                .toList();
    }

    /// What was left out behind the steps is left out before them where a step waits for its channel; the same where
    /// none does.
    ///
    /// @param left what came of these, in the same order
    List<Decision> without(List<Decision> decided, List<Decision> left) {
        if (left.stream().noneMatch(this::leavesAwaited) || left.stream().anyMatch(Steps::isSame)) {
            return decided;
        }
        return IntStream.range(0, decided.size())
                .mapToObj(n -> leavesAwaited(left.get(n)) ? left.get(n) : decided.get(n))
                .toList();
    }

    private boolean leavesAwaited(Decision decision) {
        return decision instanceof Leave && awaited.contains(decision.channel());
    }

    /// Then nothing is told at all.
    private static boolean isSame(Decision decision) {
        return decision instanceof Leave leave && leave.reason() == Reason.SAME;
    }

    private List<String> awaited(Later step, String recipient, List<Decision> decided) {
        return decided.stream()
                .filter(decision -> decision instanceof Tell && step.before().contains(decision.channel()))
                .map(before -> DeliveryId.of(event, recipient, before.channel(), before.address()))
                .toList();
    }

    private static Decision at(Later step, Tell tell, List<String> awaits, @Nullable String quiet, Instant now) {
        return DELIVERED.equals(step.unless()) && awaits.isEmpty()
                ? tell
                : new Hold(
                        tell, new Wait(now.plus(step.after()), WaitsFor.STEP, quiet, step.unless(), awaits, List.of()));
    }
}
