package dev.fanfare.fanout.retry;

import dev.fanfare.fanout.decide.Decide;
import dev.fanfare.fanout.decide.Quiet;
import dev.fanfare.fanout.decide.SecondLook;
import dev.fanfare.fanout.digest.DecideDigest;
import dev.fanfare.fanout.digest.DecideDigest.Part;
import dev.fanfare.fanout.digest.Digests;
import dev.fanfare.fanout.digest.MakeDigest;
import dev.fanfare.fanout.digest.Meant;
import dev.fanfare.fanout.digest.ToDigest;
import dev.fanfare.fanout.people.PeopleView;
import dev.fanfare.fanout.render.CutWords;
import dev.fanfare.fanout.render.Texts;
import dev.fanfare.fanout.steer.Steer;
import dev.fanfare.fanout.steer.SteeredEvents;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.schemas.DigestEntry;
import dev.fanfare.schemas.DigestHead;
import dev.fanfare.schemas.DigestMember;
import dev.fanfare.schemas.DigestSent;
import dev.fanfare.schemas.DigestTarget;
import dev.fanfare.schemas.ErasedPeople;
import dev.fanfare.schemas.Profile;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.Recipient;
import dev.fanfare.schemas.State;
import dev.fanfare.schemas.Steering;
import dev.fanfare.schemas.Template;
import dev.fanfare.schemas.WaitingRetry;
import dev.fanfare.schemas.WaitsFor;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// One partition's digests in its due queue: each has one timer, under its own id.
final class HoldDigests {

    /// Of entries, between two turns of all else.
    private static final int BYTES_AT_ONCE = 1024 * 1024;

    private final Texts texts = new Texts();
    private final Digests digests;
    private final Retries retries;
    private final SendDigest send;
    private final EndDigest end;
    private final TakeBackCounts counts;
    private final Known known;
    private int left = BYTES_AT_ONCE;

    /// What is known of people and events now.
    record Known(PeopleView people, ErasedPeople erased, SteeredEvents steered) {}

    HoldDigests(Digests digests, Retries retries, SendDigest send, TakeBackCounts counts, Known known) {
        this.digests = digests;
        this.retries = retries;
        this.send = send;
        this.end = new EndDigest(digests, retries, send, counts);
        this.counts = counts;
        this.known = known;
    }

    /// Puts an event into its digest.
    ///
    /// @return when to look at the queue because of it
    Instant take(ToDigest asked, Instant now) {
        Digests.Joined joined = digests.join(asked, now);
        DigestHead head = joined.head();
        if (joined.opened()) {
            retries.waitUntil(head.getId(), head.getDue(), waiting(head, asked, now));
        }
        retries.byEvent().add(asked.entry().getKey(), head.getId());
        joined.full().flatMap(full -> retries.waiting(full.getId())).ifPresent(full -> {
            String id = joined.full().orElseThrow().getId();
            retries.waitUntil(id, now, full.retry());
        });
        asked.taken().accept(new ToDigest.Taken(head.getId(), head.getDue()));
        return joined.full().isPresent() ? now : head.getDue();
    }

    private static WaitingRetry waiting(DigestHead head, ToDigest asked, Instant now) {
        DigestTarget first = asked.entry().getTargets().getFirst();
        WaitingRetry waiting = new WaitingRetry();
        waiting.setEvent(Digests.eventOf(head.getId()));
        waiting.setType(head.getType());
        waiting.setRecipient(head.getRecipient());
        waiting.setChannel(first.getChannel());
        waiting.setLane(first.getLane());
        waiting.setAttempt(1);
        waiting.setHolds(1);
        waiting.setAcceptedAt(asked.entry().getAcceptedAt());
        waiting.setSince(now);
        waiting.setNotBefore(head.getDue());
        waiting.setDelivery(ByteBuffer.allocate(0));
        waiting.setKind(WaitsFor.DIGEST);
        waiting.setQuiet(asked.quiet());
        waiting.setAwaits(List.of());
        waiting.setCounted(List.of());
        return waiting;
    }

    /// A look at what is due begins.
    void look() {
        left = BYTES_AT_ONCE;
    }

    /// It is due; where this look has sent much already it has its turn in the next one.
    void release(String id, WaitingRetry waiting, Instant now) {
        digests.head(id).ifPresent(head -> {
            if (left <= 0) {
                Instant due = waiting.getNotBefore();
                retries.putBack(id, due.isBefore(now) ? due : now, waiting);
                return;
            }
            left -= head.getBytes();
            release(head, waiting, now);
        });
    }

    private void release(DigestHead head, WaitingRetry waiting, Instant now) {
        Profile profile = known.people().profile(head.getRecipient());
        Optional<Instant> quiet =
                head.getDisturbs() && waiting.getQuiet() != null ? Quiet.until(profile, now) : Optional.empty();
        if (quiet.isPresent() && Quiet.DROP.equals(waiting.getQuiet())) {
            end.all(head.getId(), new SecondLook.End(State.SKIPPED, Reason.QUIET), now);
        } else if (quiet.isPresent()) {
            holdOn(head, waiting, quiet.get(), now);
        } else {
            send(head, waiting, profile, now);
        }
    }

    /// What comes before their end is still taken in.
    private void holdOn(DigestHead head, WaitingRetry waiting, Instant until, Instant now) {
        waiting.setHolds(waiting.getHolds() + 1);
        waiting.setNotBefore(until);
        digests.putOff(head, until);
        retries.putBack(head.getId(), until, waiting);
        digests.entries(head.getId()).forEach(entry -> entry.getTargets()
                .forEach(target -> send.held(head.getRecipient(), entry, target, waiting.getHolds(), until, now)));
    }

    private void send(DigestHead head, WaitingRetry waiting, Profile profile, Instant now) {
        Template words = digests.words(head.getId());
        List<DigestEntry> entries = end.take(head);
        List<Part> parts = new DecideDigest(head, profile, now).decide(entries, entry -> ended(head, entry, now));
        Supplier<MakeDigest> make = () -> new MakeDigest(texts, head, words, person(head, profile), now);
        Set<DigestEntry> gone = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Part part : parts) {
            switch (part) {
                case Part.Left(var why, var left) ->
                    left.forEach(each -> send.end(head.getRecipient(), each.entry(), each.target(), why, now));
                case Part.Together together -> {
                    if (together(together, make.get(), waiting, now)) {
                        together.those().forEach(each -> gone.add(each.entry()));
                    }
                }
                case Part.Singly singly ->
                    singly.those().stream()
                            .filter(each -> single(singly, each, make.get(), waiting, now))
                            .forEach(each -> gone.add(each.entry()));
            }
        }
        count(head, entries, gone);
    }

    /// What is told at none of its places was not told.
    private void count(DigestHead head, List<DigestEntry> entries, Set<DigestEntry> gone) {
        for (DigestEntry entry : entries) {
            if (gone.contains(entry)) {
                counts.went(head, entry);
            } else {
                counts.ended(head, entry);
            }
        }
    }

    private static Recipient person(DigestHead head, Profile profile) {
        return Optional.ofNullable(Decide.person(head.getRecipient(), profile)).orElseThrow();
    }

    /// Why an entry is told no more, whatever the address.
    private Optional<SecondLook.End> ended(DigestHead head, DigestEntry entry, Instant now) {
        Steering steering = known.steered().find(entry.getKey());
        if (Steer.cancels(steering)) {
            return Optional.of(new SecondLook.End(State.CANCELLED, Reason.CANCELLED));
        }
        if (known.erased().isErased(head.getRecipient(), entry.getAcceptedAt())) {
            return Optional.of(SecondLook.erased());
        }
        Instant expiresAt = Steer.expiresAt(steering, entry.getExpiresAt());
        entry.setExpiresAt(expiresAt);
        return expiresAt == null || now.isBefore(expiresAt)
                ? Optional.empty()
                : Optional.of(new SecondLook.End(State.EXPIRED, Reason.EXPIRED));
    }

    /// Its members are named before anything is said of it.
    ///
    /// @return whether it goes
    private boolean together(Part.Together part, MakeDigest make, WaitingRetry waiting, Instant now) {
        Delivery bare = make.bare(part);
        return send.deliverOrBury(
                bare, () -> inPeace(make.of(part), waiting), said -> send.sent(sent(said, part, now)), 0, null, now);
    }

    /// @return whether it goes
    private boolean single(Part.Singly part, Meant each, MakeDigest make, WaitingRetry waiting, Instant now) {
        int holds = waiting.getHolds();
        DigestEntry entry = each.entry();
        Delivery bare = make.bare(part, each);
        send.queued(bare.getRecipient(), entry, each.target(), holds, now);
        return send.deliverOrBury(
                bare, () -> inPeace(make.of(part, each), waiting), holds, entry.getTraceparent(), now);
    }

    /// Where it is tried again, quiet hours do with it what they would have done with the digest.
    private static Delivery inPeace(Delivery delivery, WaitingRetry waiting) {
        delivery.setQuiet(Quiet.concerns(delivery.getChannel()) ? waiting.getQuiet() : null);
        return delivery;
    }

    private static DigestSent sent(Delivery delivery, Part.Together part, Instant now) {
        List<DigestMember> members = part.those().stream()
                .map(each -> member(delivery.getRecipient(), each))
                .toList();
        return new DigestSent(
                delivery.getId(),
                delivery.getEvent(),
                delivery.getType(),
                delivery.getRecipient(),
                delivery.getChannel(),
                delivery.getLane(),
                members,
                delivery.getAcceptedAt(),
                now,
                CutWords.of(delivery.getTitle(), delivery.getBody()));
    }

    private static DigestMember member(String recipient, Meant each) {
        DigestEntry entry = each.entry();
        DigestTarget target = each.target();
        String id = DeliveryId.of(entry.getKey(), recipient, target.getChannel(), target.getAddress());
        return new DigestMember(id, entry.getKey(), entry.getAcceptedAt());
    }

    /// A command was about an event that waits in this digest: a cancel takes it out; all else is asked when it is due.
    void steer(String id, String event, Instant now) {
        if (Steer.cancels(known.steered().find(event))) {
            end.one(id, event, new SecondLook.End(State.CANCELLED, Reason.CANCELLED), now);
        }
    }

    /// It failed again and again on its way: each delivery in it ends dead, with its letter.
    void giveUp(String id, String why, Instant now) {
        digests.head(id).ifPresent(head -> end.take(head).forEach(entry -> {
            counts.ended(head, entry);
            entry.getTargets()
                    .forEach(target -> send.bury(MakeDigest.bare(head, entry, target), Reason.INTERNAL, why, now));
        }));
    }
}
