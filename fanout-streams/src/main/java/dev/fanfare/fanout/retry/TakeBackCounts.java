package dev.fanfare.fanout.retry;

import dev.fanfare.fanout.limits.ToldBefore;
import dev.fanfare.schemas.CountedLimit;
import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.schemas.WaitingRetry;
import java.util.List;

/// Of what was held and never went nobody was told: it counts for no limit.
final class TakeBackCounts {

    private final Retries retries;
    private final ToldBefore told;

    TakeBackCounts(Retries retries, ToldBefore told) {
        this.retries = retries;
        this.told = told;
    }

    /// One goes: what counts because of it stands, whatever becomes of the others of its event.
    void went(WaitingRetry gone) {
        for (CountedLimit limit : gone.getCounted()) {
            for (Other other : others(gone, limit)) {
                other.retry()
                        .setCounted(other.retry().getCounted().stream()
                                .filter(counted -> !counted.equals(limit))
                                .toList());
                retries.replace(other.id(), other.retry());
            }
        }
    }

    /// One ends without going: the last of its event takes back what counts.
    void ended(WaitingRetry ended) {
        for (CountedLimit limit : ended.getCounted()) {
            if (others(ended, limit).isEmpty()) {
                told.takeBack(ended.getRecipient(), limit);
            }
        }
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
