package dev.fanfare.fanout.retry;

import dev.fanfare.fanout.decide.SecondLook;
import dev.fanfare.fanout.digest.Digests;
import dev.fanfare.schemas.DigestEntry;
import dev.fanfare.schemas.DigestHead;
import java.time.Instant;
import java.util.List;

/// Takes digests away, or one event out of them.
final class EndDigest {

    private final Digests digests;
    private final Retries retries;
    private final SendDigest send;
    private final TakeBackCounts counts;

    EndDigest(Digests digests, Retries retries, SendDigest send, TakeBackCounts counts) {
        this.digests = digests;
        this.retries = retries;
        this.send = send;
        this.counts = counts;
    }

    /// All that waits in it ends so; it has left the queue.
    void all(String id, SecondLook.End end, Instant now) {
        digests.head(id).ifPresent(head -> take(head).forEach(entry -> end(head, entry, end, now)));
    }

    /// What was in it; it is gone from the store.
    List<DigestEntry> take(DigestHead head) {
        List<DigestEntry> entries = digests.take(head);
        entries.forEach(entry -> retries.byEvent().remove(entry.getKey(), head.getId()));
        return entries;
    }

    /// Takes one event out; a digest that nobody is left in is not sent.
    void one(String id, String event, SecondLook.End end, Instant now) {
        digests.head(id).ifPresent(head -> digests.leave(head, event).ifPresent(entry -> {
            retries.byEvent().remove(event, id);
            end(head, entry, end, now);
            if (head.getCount() == 0) {
                digests.take(head);
                retries.take(id, now, (_, _) -> {});
            }
        }));
    }

    private void end(DigestHead head, DigestEntry entry, SecondLook.End end, Instant now) {
        counts.ended(head, entry);
        entry.getTargets().forEach(target -> send.end(head.getRecipient(), entry, target, end, now));
    }
}
