package dev.fanfare.fanout.expand;

import static java.util.Objects.requireNonNull;

import dev.fanfare.fanout.Outgoing;
import dev.fanfare.fanout.decide.Decide;
import dev.fanfare.fanout.decide.Decision;
import dev.fanfare.fanout.decide.Decision.Digest;
import dev.fanfare.fanout.decide.Decision.Hold;
import dev.fanfare.fanout.decide.Decision.Leave;
import dev.fanfare.fanout.decide.Decision.Tell;
import dev.fanfare.fanout.decide.Wait;
import dev.fanfare.fanout.digest.ToDigest;
import dev.fanfare.fanout.expand.MergeWalk.Met;
import dev.fanfare.fanout.render.RenderException;
import dev.fanfare.fanout.render.Rendered;
import dev.fanfare.fanout.retry.Held;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.ChunkEntry;
import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.Recipient;
import dev.fanfare.schemas.Sizes;
import dev.fanfare.schemas.Slice;
import dev.fanfare.schemas.State;
import dev.fanfare.schemas.Topic;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codecs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Takes one met person through decide, render and route. Whatever goes wrong with one person stays with that person.
final class TellPerson {

    private final Map<Lane, Map<Channel, Topic>> routes = new EnumMap<>(Lane.class);
    private final int partition;
    private final Out out;
    private final EncodeDelivery encode;
    private final BuryDelivery bury;

    /// Takes deliveries on their way, those that wait before it, and the letters of those that have none.
    interface Out {
        void deliver(String recipient, Outgoing delivery, @Nullable String traceparent);

        void bury(String recipient, Outgoing deadLetter, @Nullable String traceparent);

        void hold(Held held);

        void digest(ToDigest digested);
    }

    /// @param partition that of every recipient met here
    TellPerson(Topics topics, Codecs codecs, int partition, Out out) {
        for (Lane lane : Lane.values()) {
            Map<Channel, Topic> ofLane = new EnumMap<>(Channel.class);
            for (Channel channel : Channel.values()) {
                ofLane.put(channel, topics.channel(channel, lane));
            }
            routes.put(lane, ofLane);
        }
        this.partition = partition;
        this.out = out;
        this.bury = new BuryDelivery(topics, codecs, partition, out);
        this.encode = new EncodeDelivery(codecs);
    }

    void tell(Expansion expansion, Met met, Lane lane, Instant now, ChunkOfDeliveries chunk) {
        chunk.met();
        Person person = new Person(expansion.slice, met, lane, now);
        List<Decision> decisions;
        try {
            List<Decision> decided = expansion.decide.decide(met.id(), met.profile(), now);
            decisions = expansion.when.at(met.id(), decided, met.profile(), now);
        } catch (RuntimeException ours) {
            expansion.complainOnce(ours);
            undecided(expansion.slice)
                    .forEach(leave -> chunk.add(dead(person, leave, Reason.INTERNAL, String.valueOf(ours))));
            return;
        }
        List<Tell> digested = new ArrayList<>();
        for (Decision decision : decisions) {
            switch (decision) {
                case Digest(var tell) -> digested.add(tell);
                case Leave leave -> chunk.add(entry(person, leave, leave.state(), leave.reason()));
                case Tell tell -> told(expansion, person, tell, null, chunk);
                case Hold hold -> told(expansion, person, hold.tell(), hold, chunk);
            }
        }
        if (!digested.isEmpty()) {
            digest(expansion, person, digested, chunk);
        }
    }

    private void digest(Expansion expansion, Person person, List<Tell> tells, ChunkOfDeliveries chunk) {
        var digest = new DigestPerson(person.slice(), person.met(), person.lane());
        if (digest.isTooLarge(tells)) {
            tells.forEach(tell -> told(expansion, person, tell, null, chunk));
        } else {
            digest.of(tells, chunk::add).forEach(out::digest);
        }
    }

    /// A slice that was set aside, and why.
    record GivenUp(Slice slice, Decide decide, String why) {}

    /// Whoever of this slice would be told ends dead; who would not be told is skipped, as ever.
    void giveUp(GivenUp given, Met met, Lane lane, Instant now, ChunkOfDeliveries chunk) {
        chunk.met();
        Person person = new Person(given.slice(), met, lane, now);
        for (Decision decision : decidedIfPossible(given, met, now)) {
            chunk.add(
                    switch (decision) {
                        case Leave leave
                        when leave.state() != State.DEAD -> entry(person, leave, leave.state(), leave.reason());
                        case Leave leave -> dead(person, leave, leave.reason(), given.why());
                        case Tell tell -> dead(person, tell, Reason.INTERNAL, given.why());
                        case Hold hold -> dead(person, hold, Reason.INTERNAL, given.why());
                        case Digest digest -> dead(person, digest, Reason.INTERNAL, given.why());
                    });
        }
    }

    private static List<? extends Decision> decidedIfPossible(GivenUp given, Met met, Instant now) {
        try {
            return given.decide().decide(met.id(), met.profile(), now);
        } catch (RuntimeException | StackOverflowError ours) {
            return undecided(given.slice());
        }
    }

    private static List<Leave> undecided(Slice slice) {
        return slice.getChannels().stream()
                .map(channel -> new Leave(channel, "", State.DEAD, Reason.INTERNAL))
                .toList();
    }

    /// What is the same for all channels of a person.
    private record Person(Slice slice, Met met, Lane lane, Instant now) {}

    /// @param hold where it waits before it goes to its channel
    private void told(Expansion expansion, Person person, Tell tell, @Nullable Hold hold, ChunkOfDeliveries chunk) {
        Rendered words;
        try {
            words = expansion.words.render(somebody(person.met()), tell.channel());
        } catch (RenderException noWords) {
            expansion.complainOnce(noWords);
            chunk.add(dead(person, tell, noWords.reason(), String.valueOf(noWords.getMessage())));
            return;
        } catch (RuntimeException ours) {
            expansion.complainOnce(ours);
            chunk.add(dead(person, tell, Reason.INTERNAL, String.valueOf(ours)));
            return;
        }
        String recipient = person.met().id();
        byte[] id = DeliveryId.bytes(expansion.slice.getKey(), recipient, tell.channel(), tell.address());
        Topic topic = requireNonNull(requireNonNull(routes.get(person.lane())).get(tell.channel()));
        byte[] bytes = encode.encode(expansion.shared, topic, DeliveryId.of(id), recipient, tell, person.lane(), words);
        if (bytes.length > Sizes.DELIVERY) {
            String why = "rendered it has " + bytes.length + " bytes, and may have " + Sizes.DELIVERY;
            chunk.add(dead(person, tell, Reason.TOO_LARGE, why));
            return;
        }
        if (hold != null) {
            out.hold(HoldDelivery.of(
                    expansion.slice, DeliveryId.of(id), recipient, hold, person.lane(), bytes, person.now()));
            chunk.add(held(person, DeliveryId.of(id), hold, expansion.when.awaits(tell.channel())));
            return;
        }
        out.deliver(recipient, Outgoing.to(topic, partition, bytes), expansion.slice.getTraceparent());
        if (expansion.when.awaits(tell.channel())) {
            chunk.add(awaited(person, DeliveryId.of(id), tell));
        } else {
            chunk.queued(id, recipient, tell.channel(), person.lane());
        }
    }

    private ChunkEntry dead(Person person, Decision decision, Reason reason, String why) {
        BuryDelivery.Cause cause = new BuryDelivery.Cause(reason, why, person.now());
        bury.bury(person.slice(), person.met().id(), decision, person.lane(), cause);
        return entry(person, decision, State.DEAD, reason);
    }

    private static Recipient somebody(Met met) {
        return requireNonNull(Decide.person(met.id(), met.profile()), "decided for nobody");
    }

    private static ChunkEntry entry(Person person, Decision decision, State state, @Nullable Reason reason) {
        String recipient = person.met().id();
        String id = DeliveryId.of(person.slice().getKey(), recipient, decision.channel(), decision.address());
        return new ChunkEntry(id, recipient, decision.channel(), person.lane(), state, reason, null, false, null);
    }

    /// It has its entry also where what waits is told by its id alone: a step wants to hear of its end.
    private static ChunkEntry awaited(Person person, String id, Tell tell) {
        return new ChunkEntry(
                id, person.met().id(), tell.channel(), person.lane(), State.QUEUED, null, null, true, null);
    }

    private static ChunkEntry held(Person person, String id, Hold hold, boolean awaited) {
        Wait wait = hold.terms();
        return new ChunkEntry(
                id,
                person.met().id(),
                hold.channel(),
                person.lane(),
                State.HELD,
                Wait.reason(wait.kind()),
                wait.until(),
                awaited,
                null);
    }
}
