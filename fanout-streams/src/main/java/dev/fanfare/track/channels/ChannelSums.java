package dev.fanfare.track.channels;

import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.Outcome;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.State;
import dev.fanfare.schemas.Tally;
import dev.fanfare.track.tally.Tallies;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// What a partition's deliveries came to, by channel: written in the transaction of the record that moved them, so each
/// counts once, whatever is repeated or restarted.
public final class ChannelSums {

    private static final int MOST_SAID = 100;

    private final KeyValueStore<Bytes, byte[]> store;
    private final InstantSource clock;
    private final SlotSums slots;
    private final CauseSums causes;
    private final long[] deferred;
    private final Map<Said, Cause> cleaned = new HashMap<>();

    private record Said(String category, @Nullable String error) {}

    /// @param store with a cache, since a slot is put with nearly every record
    public ChannelSums(KeyValueStore<Bytes, byte[]> store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
        this.slots = new SlotSums(store);
        this.causes = new CauseSums(store);
        this.deferred = deferred(store.get(ChannelKeys.DEFERRED));
    }

    static long[] deferred(byte @Nullable [] stored) {
        long[] counts = new long[Channel.values().length];
        if (stored != null) {
            ByteBuffer.wrap(stored).asLongBuffer().get(counts, 0, stored.length / Long.BYTES);
        }
        return counts;
    }

    /// A chunk's deliveries begin; those that begin DEAD have no outcome.
    public void began(List<Tally> tallies, Instant at) {
        moved(tallies, at);
        for (Tally tally : tallies) {
            if (tally.getState() == State.DEAD && tally.getCount() > 0) {
                failed(tally.getChannel(), Cause.of(reason(tally.getReason()), null), tally.getCount(), at);
            }
        }
    }

    /// An outcome moved its delivery.
    public void moved(Outcome outcome, List<Tally> tallies) {
        moved(tallies, outcome.getAt());
        if (Tallies.isFailure(outcome)) {
            String category = outcome.getErrorCategory();
            Cause cause = cause(category == null ? reason(outcome.getReason()) : category, outcome.getError());
            failed(outcome.getChannel(), cause, 1, outcome.getAt());
        }
    }

    private void moved(List<Tally> tallies, Instant at) {
        boolean ended = false;
        boolean waits = false;
        for (Tally tally : tallies) {
            if (tally.getState() == State.DEFERRED) {
                deferred[tally.getChannel().ordinal()] += tally.getCount();
                waits = true;
            } else if (tally.getCount() > 0 && counts(tally.getState()) && isOfToday(at)) {
                add(tally, slots.at(past(at), clock.instant()));
                ended = true;
            }
        }
        if (ended) {
            slots.keep();
        }
        if (waits) {
            ByteBuffer bytes = ByteBuffer.allocate(deferred.length * Long.BYTES);
            bytes.asLongBuffer().put(deferred);
            store.put(ChannelKeys.DEFERRED, bytes.array());
        }
    }

    private static boolean counts(State state) {
        return state == State.DELIVERED || state == State.DEAD;
    }

    private static void add(Tally tally, Slot slot) {
        if (tally.getState() == State.DELIVERED) {
            slot.addDelivered(tally.getChannel(), tally.getCount());
        } else {
            slot.addDead(tally.getChannel(), tally.getCount());
        }
    }

    private void failed(Channel channel, Cause cause, long count, Instant at) {
        if (isOfToday(at)) {
            causes.add(channel, cause, count, past(at), clock.instant());
        }
    }

    /// Trouble says the same thousands of times.
    private Cause cause(String category, @Nullable String error) {
        if (cleaned.size() > MOST_SAID) {
            cleaned.clear();
        }
        return cleaned.computeIfAbsent(new Said(category, error), said -> Cause.of(said.category(), said.error()));
    }

    private boolean isOfToday(Instant at) {
        return at.plus(ChannelKeys.DAY).isAfter(clock.instant());
    }

    /// What another machine's clock puts into the future is now.
    private Instant past(Instant at) {
        Instant now = clock.instant();
        return at.isAfter(now) ? now : at;
    }

    private static String reason(@Nullable Reason reason) {
        return Names.of(reason == null ? Reason.OTHER : reason);
    }
}
