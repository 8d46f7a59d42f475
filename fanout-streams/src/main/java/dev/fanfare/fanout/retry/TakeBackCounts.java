package dev.fanfare.fanout.retry;

import dev.fanfare.fanout.digest.Digests;
import dev.fanfare.fanout.limits.ToldBefore;
import dev.fanfare.schemas.CountedLimit;
import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.schemas.DigestEntry;
import dev.fanfare.schemas.DigestHead;
import dev.fanfare.schemas.WaitingRetry;
import dev.fanfare.schemas.WaitsFor;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// What counts for limits because of what waits: of what never goes nobody was told, and what goes at another time than
/// was thought was told then. What is in a digest was told when it came into it.
final class TakeBackCounts {

    /// What goes so late, or so early, was told at another time than was thought.
    private static final Duration PUNCTUAL = Duration.ofMinutes(1);

    private final Retries retries;
    private final Digests digests;
    private final ToldBefore told;

    TakeBackCounts(Retries retries, KeyValueStore<Bytes, byte[]> store) {
        this.retries = retries;
        this.digests = new Digests(store);
        this.told = new ToldBefore(store);
    }

    /// One goes: what counts because of it stands, whatever becomes of the others of its event.
    void went(WaitingRetry gone, Instant now) {
        for (CountedLimit limit : gone.getCounted()) {
            List<Other> others = others(gone.getEvent(), gone.getRecipient(), limit);
            boolean late = Duration.between(limit.getAt(), now).abs().compareTo(PUNCTUAL) > 0;
            if (late && others.stream().noneMatch(Digested.class::isInstance)) {
                told.move(gone.getRecipient(), limit, now);
            }
            stands(limit, others);
        }
    }

    /// Its digest goes, with it.
    void went(DigestHead head, DigestEntry gone) {
        gone.getCounted().forEach(limit -> stands(limit, others(gone.getKey(), head.getRecipient(), limit)));
    }

    private void stands(CountedLimit limit, List<Other> others) {
        others.forEach(other -> instead(other, limit, null));
    }

    /// One ends without going: what counts then counts for the first of the others, and the last of its event takes it
    /// back.
    void ended(WaitingRetry ended) {
        ended.getCounted().forEach(limit -> ended(ended.getEvent(), ended.getRecipient(), limit));
    }

    /// Likewise one in a digest.
    void ended(DigestHead head, DigestEntry ended) {
        ended.getCounted().forEach(limit -> ended(ended.getKey(), head.getRecipient(), limit));
    }

    private void ended(String event, String recipient, CountedLimit limit) {
        List<Other> others = others(event, recipient, limit);
        if (others.isEmpty()) {
            told.takeBack(recipient, limit);
        } else {
            count(recipient, limit, others, Stream.empty());
        }
    }

    /// One goes at another time than it was to: what counts because of it and others counts for the first of them.
    void moved(String id, WaitingRetry moved, Instant due) {
        for (CountedLimit limit : List.copyOf(moved.getCounted())) {
            List<Other> others = others(moved.getEvent(), moved.getRecipient(), limit).stream()
                    .filter(other -> !other.id().equals(id))
                    .toList();
            moved.setCounted(
                    instead(moved.getCounted(), limit, count(moved.getRecipient(), limit, others, Stream.of(due))));
        }
    }

    /// @param another when one goes that is not among the others
    /// @return what counts now
    private CountedLimit count(String recipient, CountedLimit limit, List<Other> others, Stream<Instant> another) {
        Instant first = Stream.concat(another, others.stream().map(other -> switch (other) {
                    case Waits waits -> waits.retry().getNotBefore();
                    case Digested _ -> limit.getAt();
                }))
                .min(Comparator.naturalOrder())
                .orElseThrow();
        if (first.equals(limit.getAt())) {
            return limit;
        }
        CountedLimit now = new CountedLimit(limit.getKey(), first, limit.getLookBack());
        told.move(recipient, limit, first);
        others.forEach(other -> instead(other, limit, now));
        return now;
    }

    private void instead(Other other, CountedLimit limit, @Nullable CountedLimit now) {
        switch (other) {
            case Waits(var id, var retry) -> {
                retry.setCounted(instead(retry.getCounted(), limit, now));
                retries.replace(id, retry);
            }
            case Digested(var id, var entry) -> {
                entry.setCounted(instead(entry.getCounted(), limit, now));
                digests.replace(id, entry);
            }
        }
    }

    private static List<CountedLimit> instead(
            List<CountedLimit> counted, CountedLimit limit, @Nullable CountedLimit now) {
        return counted.stream()
                .flatMap(each -> each.equals(limit) ? Stream.ofNullable(now) : Stream.of(each))
                .toList();
    }

    /// Another delivery of the event that waits.
    private sealed interface Other {
        String id();
    }

    private record Waits(String id, WaitingRetry retry) implements Other {}

    /// @param id of the digest
    private record Digested(String id, DigestEntry entry) implements Other {}

    private List<Other> others(String event, String recipient, CountedLimit limit) {
        return retries.byEvent().ids(event, DeliveryId.beginning(recipient)).stream()
                .flatMap(id -> retries.waiting(id).stream())
                .filter(waiting -> waiting.retry().getRecipient().equals(recipient))
                .<Other>flatMap(waiting -> other(waiting, event, limit))
                .toList();
    }

    private Stream<Other> other(Retries.Waiting waiting, String event, CountedLimit limit) {
        if (waiting.retry().getKind() == WaitsFor.DIGEST) {
            return digests
                    .entry(waiting.id(), event)
                    .filter(entry -> entry.getCounted().contains(limit))
                    .<Other>map(entry -> new Digested(waiting.id(), entry))
                    .stream();
        }
        return waiting.retry().getCounted().contains(limit)
                ? Stream.of(new Waits(waiting.id(), waiting.retry()))
                : Stream.empty();
    }
}
