package dev.fanfare.fanout.retry;

import dev.fanfare.fanout.limits.ToldBefore;
import dev.fanfare.schemas.CountedLimit;
import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.schemas.WaitingRetry;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Of what was held and never went nobody was told: it counts for no limit.
final class TakeBackCounts {

    /// What goes so late, or so early, was told at another time than was thought.
    private static final Duration PUNCTUAL = Duration.ofMinutes(1);

    private final Retries retries;
    private final ToldBefore told;

    TakeBackCounts(Retries retries, ToldBefore told) {
        this.retries = retries;
        this.told = told;
    }

    /// One goes: what counts because of it stands, whatever becomes of the others of its event.
    void went(WaitingRetry gone, Instant now) {
        for (CountedLimit limit : gone.getCounted()) {
            if (Duration.between(limit.getAt(), now).abs().compareTo(PUNCTUAL) > 0) {
                told.move(gone.getRecipient(), limit, now);
            }
            for (Other other : others(gone, limit)) {
                other.retry()
                        .setCounted(other.retry().getCounted().stream()
                                .filter(counted -> !counted.equals(limit))
                                .toList());
                retries.replace(other.id(), other.retry());
            }
        }
    }

    /// One ends without going: what counts then counts for the first of the others, and the last of its event takes it
    /// back.
    void ended(WaitingRetry ended) {
        for (CountedLimit limit : ended.getCounted()) {
            List<Other> others = others(ended, limit);
            if (others.isEmpty()) {
                told.takeBack(ended.getRecipient(), limit);
            } else {
                count(ended.getRecipient(), limit, others, Optional.empty());
            }
        }
    }

    /// One goes at another time than it was to: what counts because of it and others counts for the first of them.
    void moved(String id, WaitingRetry moved, Instant due) {
        for (CountedLimit limit : List.copyOf(moved.getCounted())) {
            List<Other> others = others(moved, limit).stream()
                    .filter(other -> !other.id().equals(id))
                    .toList();
            instead(moved, limit, count(moved.getRecipient(), limit, others, Optional.of(due)));
        }
    }

    /// @param another when one goes that is not among the others
    /// @return what counts now
    private CountedLimit count(String recipient, CountedLimit limit, List<Other> others, Optional<Instant> another) {
        Instant first = Stream.concat(another.stream(), others.stream().map(other -> other.retry()
                        .getNotBefore()))
                .min(Comparator.naturalOrder())
                .orElseThrow();
        if (first.equals(limit.getAt())) {
            return limit;
        }
        CountedLimit now = new CountedLimit(limit.getKey(), first, limit.getLookBack());
        told.move(recipient, limit, first);
        others.forEach(other -> {
            instead(other.retry(), limit, now);
            retries.replace(other.id(), other.retry());
        });
        return now;
    }

    private static void instead(WaitingRetry retry, CountedLimit limit, CountedLimit now) {
        retry.setCounted(retry.getCounted().stream()
                .map(counted -> counted.equals(limit) ? now : counted)
                .toList());
    }

    private record Other(String id, WaitingRetry retry) {}

    private List<Other> others(WaitingRetry one, CountedLimit limit) {
        return retries.byEvent().ids(one.getEvent(), DeliveryId.beginning(one.getRecipient())).stream()
                .flatMap(id -> retries.waiting(id).map(waiting -> new Other(id, waiting.retry())).stream())
                .filter(other -> other.retry().getRecipient().equals(one.getRecipient()))
                .filter(other -> other.retry().getCounted().contains(limit))
                .toList();
    }
}
