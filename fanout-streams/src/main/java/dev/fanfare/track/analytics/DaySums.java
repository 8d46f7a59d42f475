package dev.fanfare.track.analytics;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.DaySum;
import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.Outcome;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.State;
import dev.fanfare.schemas.Tally;
import dev.fanfare.track.aging.Aging;
import dev.fanfare.track.channels.Cause;
import dev.fanfare.track.tally.Tallies;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Adds up one partition's days, in the transaction of the records that move; partitions are added up when somebody
/// asks, so no key is hot.
///
/// A delivery counts in the day in which it moved: as delivered or failed each time that it became so, as sent once.
public final class DaySums {

    private final DayStore days;
    private final Aging aging;

    /// @param store with a cache, since a sum is put with nearly every record
    public DaySums(KeyValueStore<Bytes, byte[]> store, Aging aging) {
        this.days = new DayStore(store);
        this.aging = aging;
    }

    /// A chunk's deliveries begin; some have ended already.
    public void began(String type, List<Tally> tallies, Instant at) {
        for (Tally tally : tallies) {
            if (tally.getCount() > 0 && Tallies.isFinal(tally.getState())) {
                add(type, tally.getChannel(), at, sum -> {
                    ended(sum, tally.getState(), tally.getCount());
                    if (tally.getState() == State.DEAD) {
                        DayCauses.add(sum, Cause.of(name(tally.getReason()), null), tally.getCount());
                    }
                });
            }
        }
    }

    /// An outcome moved its delivery.
    ///
    /// @param first whether a provider was called for it for the first time
    public void moved(Outcome outcome, List<Tally> tallies, boolean first) {
        boolean ended = Tallies.isFinal(outcome.getState())
                && tallies.stream().anyMatch(tally -> tally.getCount() > 0 && tally.getState() == outcome.getState());
        if (!first && !ended) {
            return;
        }
        add(outcome.getType(), outcome.getChannel(), outcome.getAt(), sum -> {
            sum.setSent(sum.getSent() + (first ? 1 : 0));
            if (ended) {
                ended(sum, outcome);
            }
        });
    }

    /// Somebody has read it.
    public void read(String type, Channel channel, Instant at) {
        add(type, channel, at, sum -> sum.setRead(sum.getRead() + 1));
    }

    private static void ended(DaySum sum, Outcome outcome) {
        ended(sum, outcome.getState(), 1);
        if (outcome.getState() == State.DELIVERED) {
            Duration took = Duration.between(outcome.getAcceptedAt(), outcome.getAt());
            sum.setTimes(Times.plus(sum.getTimes(), took));
        }
        if (outcome.getState() == State.DEAD) {
            String category = outcome.getErrorCategory();
            DayCauses.add(
                    sum, Cause.of(category == null ? name(outcome.getReason()) : category, outcome.getError()), 1);
        }
    }

    private static void ended(DaySum sum, State state, long count) {
        switch (state) {
            case DELIVERED -> sum.setDelivered(sum.getDelivered() + count);
            case SKIPPED -> sum.setSkipped(sum.getSkipped() + count);
            case DEAD -> sum.setFailed(sum.getFailed() + count);
            case EXPIRED -> sum.setExpired(sum.getExpired() + count);
            case CANCELLED -> sum.setCancelled(sum.getCancelled() + count);
            case QUEUED, HELD, DEFERRED -> {}
        }
    }

    /// What another machine's clock puts into the future is now; what is too old is not asked for any more.
    private void add(String type, Channel channel, Instant at, Consumer<DaySum> change) {
        Instant now = aging.clock().instant();
        Instant oldest = now.minus(aging.retention().analytics());
        if (!at.isBefore(oldest)) {
            Instant past = at.isAfter(now) ? now : at;
            days.change(new DayKey(DayKey.day(past), channel, type), DayKey.day(oldest), change);
        }
    }

    private static String name(@Nullable Reason reason) {
        return Names.of(reason == null ? Reason.OTHER : reason);
    }
}
