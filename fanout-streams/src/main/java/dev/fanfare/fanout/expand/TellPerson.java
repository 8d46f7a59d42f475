package dev.fanfare.fanout.expand;

import dev.fanfare.fanout.Outgoing;
import dev.fanfare.fanout.decide.Decide;
import dev.fanfare.fanout.decide.Decision;
import dev.fanfare.fanout.decide.Decision.Digest;
import dev.fanfare.fanout.decide.Decision.Hold;
import dev.fanfare.fanout.decide.Decision.Leave;
import dev.fanfare.fanout.decide.Decision.Tell;
import dev.fanfare.fanout.decide.Wait;
import dev.fanfare.fanout.decide.WhenToTell.Plan;
import dev.fanfare.fanout.digest.ToDigest;
import dev.fanfare.fanout.expand.MergeWalk.Met;
import dev.fanfare.fanout.render.Rendered;
import dev.fanfare.fanout.retry.Held;
import dev.fanfare.schemas.ChunkEntry;
import dev.fanfare.schemas.DeliveryId;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.Slice;
import dev.fanfare.schemas.State;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codecs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes one met person through decide, render and route. Whatever goes wrong with one person stays with that person.
final class TellPerson {

    private final int partition;
    private final Out out;
    private final MakeForPerson make;
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
        this.partition = partition;
        this.out = out;
        this.bury = new BuryDelivery(topics, codecs, partition, out);
        this.make = new MakeForPerson(topics, codecs);
    }

    void tell(Expansion expansion, Met met, Lane lane, Instant now, ChunkOfDeliveries chunk) {
        chunk.met();
        Person person = new Person(expansion.slice, met, lane, now);
        List<Decision> decided;
        Plan plan;
        try {
            decided = expansion.decide.decide(met.id(), met.profile(), now);
            plan = plan(expansion, person, decided);
        } catch (RuntimeException ours) {
            expansion.complainOnce(ours);
            undecided(expansion.slice)
                    .forEach(leave -> chunk.add(dead(person, leave, Reason.INTERNAL, String.valueOf(ours))));
            return;
        }
        List<Made> made = make(expansion, person, plan, chunk);
        try {
            while (expansion.when.minds() && made.stream().anyMatch(Made.Failed.class::isInstance)) {
                decided = without(decided, made);
                plan = plan(expansion, person, decided);
                made = make(expansion, person, plan, chunk);
            }
            expansion.when.count(met.id(), plan, now);
        } catch (RuntimeException ours) {
            expansion.complainOnce(ours);
            without(decided, made)
                    .forEach(each -> chunk.add(dead(person, each, Reason.INTERNAL, String.valueOf(ours))));
            return;
        }
        emit(expansion, person, plan, made, chunk);
    }

    private static Plan plan(Expansion expansion, Person person, List<Decision> decided) {
        Met met = person.met();
        return expansion.when.at(met.id(), decided, met.profile(), person.now(), digest(person)::fits);
    }

    /// What cannot be made is told nowhere, and nothing waits for it.
    private static List<Decision> without(List<Decision> decided, List<Made> made) {
        return decided.stream()
                .filter(decision -> made.stream()
                        .noneMatch(each -> each instanceof Made.Failed failed
                                && failed.tell().equals(decision)))
                .toList();
    }

    private void emit(Expansion expansion, Person person, Plan plan, List<Made> made, ChunkOfDeliveries chunk) {
        List<Tell> digested = new ArrayList<>();
        for (int n = 0; n < made.size(); n++) {
            switch (made.get(n)) {
                case Made.Ready ready -> go(expansion, person, plan.decisions().get(n), ready, chunk);
                case Made.Failed _ -> {}
                case Made.Nothing _ -> {
                    switch (plan.decisions().get(n)) {
                        case Digest(var tell) -> digested.add(tell);
                        case Leave leave -> chunk.add(entry(person, leave, leave.state(), leave.reason()));
                        case Tell _, Hold _ -> throw new IllegalStateException("told, and not made");
                    }
                }
            }
        }
        if (!digested.isEmpty()) {
            digest(person).of(digested, plan.countedInDigests(), chunk::add).forEach(out::digest);
        }
    }

    private static DigestPerson digest(Person person) {
        return new DigestPerson(person.slice(), person.met(), person.lane());
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

    /// One for each decision.
    private List<Made> make(Expansion expansion, Person person, Plan plan, ChunkOfDeliveries chunk) {
        List<Made> made = new ArrayList<>(plan.decisions().size());
        for (Decision decision : plan.decisions()) {
            made.add(
                    switch (decision) {
                        case Tell tell -> make.of(expansion, person.met(), tell, person.lane());
                        case Hold hold -> make.of(expansion, person.met(), hold.tell(), person.lane());
                        case Digest _, Leave _ -> Made.NOTHING;
                    });
        }
        for (Made each : made) {
            if (each instanceof Made.Failed(var tell, var reason, var why)) {
                chunk.add(dead(person, tell, reason, why));
            }
        }
        return made;
    }

    private void go(Expansion expansion, Person person, Decision decision, Made.Ready ready, ChunkOfDeliveries chunk) {
        String recipient = person.met().id();
        Tell tell = ready.tell();
        boolean awaited = expansion.when.awaits(tell.channel());
        Rendered kept = expansion.kept(ready.words(), tell.channel());
        if (decision instanceof Hold hold) {
            String id = DeliveryId.of(ready.id());
            out.hold(HoldDelivery.of(expansion.slice, id, recipient, hold, person.lane(), ready.bytes(), person.now()));
            chunk.add(held(person, id, hold, awaited), kept);
            return;
        }
        out.deliver(recipient, Outgoing.to(ready.topic(), partition, ready.bytes()), expansion.slice.getTraceparent());
        if (awaited) {
            chunk.add(awaited(person, DeliveryId.of(ready.id()), tell), kept);
        } else {
            chunk.queued(ready.id(), recipient, tell.channel(), person.lane(), kept);
        }
    }

    private ChunkEntry dead(Person person, Decision decision, Reason reason, String why) {
        BuryDelivery.Cause cause = new BuryDelivery.Cause(reason, why, person.now());
        bury.bury(person.slice(), person.met().id(), decision, person.lane(), cause);
        return entry(person, decision, State.DEAD, reason);
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
