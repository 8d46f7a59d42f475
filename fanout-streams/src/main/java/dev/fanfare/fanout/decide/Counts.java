package dev.fanfare.fanout.decide;

import dev.fanfare.fanout.decide.Decision.Digest;
import dev.fanfare.fanout.decide.Decision.Hold;
import dev.fanfare.fanout.decide.Decision.Leave;
import dev.fanfare.fanout.decide.Decision.Tell;
import dev.fanfare.fanout.limits.Limits;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.CountedLimit;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// When one person is told of one event, as its limits count it.
///
/// @param at when the first of it is told
/// @param capped when the first of what counts for the cap is told
public record Counts(Limits limits, Optional<Instant> at, Optional<Instant> capped) {

    /// What is in a digest counts for no cap.
    static Counts of(Limits limits, List<Decision> decisions, Instant now) {
        Limits.Cap cap = limits.cap();
        List<Decision> byThemselves = decisions.stream()
                .filter(decision -> !(decision instanceof Digest))
                .toList();
        return new Counts(
                limits,
                first(decisions, null, now),
                cap == null ? Optional.empty() : first(byThemselves, cap.channel(), now));
    }

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

    /// What is held takes with it what counts because of nothing but what is held.
    List<Decision> takenAlong(List<Decision> decisions) {
        boolean told = isTold(decisions);
        boolean toldCapped = decisions.stream().anyMatch(decision -> decision instanceof Tell && isCapped(decision));
        return decisions.stream()
                .<Decision>map(decision -> decision instanceof Hold(var tell, var terms)
                        ? new Hold(
                                tell,
                                terms.counting(Stream.of(
                                                told ? null : same(), toldCapped || !isCapped(decision) ? null : cap())
                                        .flatMap(Stream::ofNullable)
                                        .toList()))
                        : decision)
                .toList();
    }

    /// What goes into a digest takes with it what counts because of nothing but what waits.
    List<CountedLimit> takenIntoDigests(List<Decision> decisions) {
        return isTold(decisions) ? List.of() : Stream.ofNullable(same()).toList();
    }

    private static boolean isTold(List<Decision> decisions) {
        return decisions.stream().anyMatch(Tell.class::isInstance);
    }

    private boolean isCapped(Decision decision) {
        Limits.Cap cap = limits.cap();
        return cap != null && (cap.channel() == null || cap.channel() == decision.channel());
    }

    private @Nullable CountedLimit same() {
        Limits.Same same = limits.same();
        return same == null || at.isEmpty()
                ? null
                : new CountedLimit(same.key(), at.get(), same.within().toMillis());
    }

    private @Nullable CountedLimit cap() {
        Limits.Cap cap = limits.cap();
        return cap == null || capped.isEmpty()
                ? null
                : new CountedLimit(cap.key(), capped.get(), cap.keptFor().toMillis());
    }
}
