package dev.fanfare.track.tally;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Outcome;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.State;
import dev.fanfare.schemas.Tally;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Sums of tallies: one for each channel, state and reason, none of them zero.
public final class Tallies {

    private record Kind(
            Channel channel, State state, @Nullable Reason reason) implements Comparable<Kind> {

        static Kind of(Tally tally) {
            return new Kind(tally.getChannel(), tally.getState(), tally.getReason());
        }

        @Override
        public int compareTo(Kind other) {
            return Integer.compare(order(), other.order());
        }

        private int order() {
            return (channel.ordinal() * 64 + state.ordinal()) * 256 + (reason == null ? 0 : 1 + reason.ordinal());
        }
    }

    private Tallies() {}

    /// Both together.
    public static List<Tally> sum(Collection<Tally> left, Collection<Tally> right) {
        Map<Kind, Long> sums = new TreeMap<>();
        Stream.concat(left.stream(), right.stream())
                .forEach(tally -> sums.merge(Kind.of(tally), tally.getCount(), Long::sum));
        return sums.entrySet().stream()
                .filter(sum -> sum.getValue() != 0)
                .map(sum -> one(sum.getKey(), sum.getValue()))
                .toList();
    }

    /// The count of those on `channel` in `state`, for any reason.
    public static long count(Collection<Tally> tallies, Channel channel, State state) {
        return tallies.stream()
                .filter(tally -> tally.getChannel() == channel && tally.getState() == state)
                .mapToLong(Tally::getCount)
                .sum();
    }

    /// The count of those in `state` on any channel.
    public static long count(Collection<Tally> tallies, State state) {
        return tallies.stream()
                .filter(tally -> tally.getState() == state)
                .mapToLong(Tally::getCount)
                .sum();
    }

    /// The count of all.
    public static long expected(Collection<Tally> tallies) {
        return tallies.stream().mapToLong(Tally::getCount).sum();
    }

    /// The count of those that ended.
    public static long ended(Collection<Tally> tallies) {
        return tallies.stream()
                .filter(tally -> isFinal(tally.getState()))
                .mapToLong(Tally::getCount)
                .sum();
    }

    /// Whether an attempt failed, and its delivery died or waits for the next: quiet hours put off one that did before.
    public static boolean isFailure(Outcome outcome) {
        return outcome.getState() == State.DEAD
                || outcome.getState() == State.DEFERRED && outcome.getReason() != Reason.QUIET;
    }

    /// Whether a delivery in this state has ended.
    public static boolean isFinal(State state) {
        return switch (state) {
            case QUEUED, HELD, DEFERRED -> false;
            case DELIVERED, SKIPPED, DEAD, EXPIRED, CANCELLED -> true;
        };
    }

    private static Tally one(Kind kind, long count) {
        return new Tally(kind.channel(), kind.state(), kind.reason(), count);
    }
}
