package dev.fanfare.fanout.web;

import dev.fanfare.fanout.due.WaitingThings;
import dev.fanfare.fanout.retry.FitRetry;
import dev.fanfare.fanout.retry.Retries;
import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.schemas.LetterFilter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/// What a replay of waiting retries would touch.
///
/// @param byReason empty: what waits has no reason yet
/// @param complete whether all were counted, rather than the soonest of very many
record RetryMatches(long count, Map<String, Long> byReason, boolean complete, List<ScheduledView> sample) {

    private static final int SAMPLE = 5;
    /// Of one instance: each is read whole, with its delivery.
    private static final int MOST = 100_000;

    private static final Instant NEVER = Instant.ofEpochMilli(Long.MAX_VALUE);

    static RetryMatches of(LetterFilter filter, Collection<ReadOnlyKeyValueStore<Bytes, byte[]>> stores) {
        return of(filter, stores, MOST);
    }

    static RetryMatches of(LetterFilter filter, Collection<ReadOnlyKeyValueStore<Bytes, byte[]>> stores, int most) {
        Count count = new Count(filter, most);
        for (ReadOnlyKeyValueStore<Bytes, byte[]> store : stores) {
            String recipient = filter.getRecipient();
            if (recipient != null) {
                List<WaitingThings.Thing> named = WaitingThings.named(store, DeliveryId.beginning(recipient), most + 1);
                named.stream().limit(most).forEach(count::look);
                count.complete &= named.size() <= most;
                continue;
            }
            try (WaitingThings things = new WaitingThings(store, null, NEVER)) {
                while (things.hasNext() && !count.isFull()) {
                    count.look(things.next());
                }
                count.complete &= !things.hasNext();
            }
        }
        return new RetryMatches(count.fit, Map.of(), count.complete, count.sample);
    }

    /// Counts what fits among what is looked at.
    private static final class Count {

        private final LetterFilter filter;
        private final int most;
        private final List<ScheduledView> sample = new ArrayList<>();
        private int looked;
        private long fit;
        private boolean complete = true;

        Count(LetterFilter filter, int most) {
            this.filter = filter;
            this.most = most;
        }

        boolean isFull() {
            return looked >= most;
        }

        void look(WaitingThings.Thing thing) {
            looked++;
            if (FitRetry.fits(filter, Retries.decode(thing.what()), NEVER)) {
                fit++;
                if (sample.size() < SAMPLE) {
                    sample.add(ScheduledView.of(thing));
                }
            }
        }
    }

    RetryMatches plus(RetryMatches other) {
        return new RetryMatches(
                count + other.count,
                Map.of(),
                complete && other.complete,
                Stream.concat(sample.stream(), other.sample.stream())
                        .limit(SAMPLE)
                        .toList());
    }
}
