package dev.fanfare.fanout.expand;

import static java.util.Objects.requireNonNull;

import dev.fanfare.fanout.decide.Decide;
import dev.fanfare.fanout.decide.Decision;
import dev.fanfare.fanout.decide.Wait;
import dev.fanfare.fanout.decide.WhenToTell;
import dev.fanfare.fanout.expand.ForeseenPeople.Delivery;
import dev.fanfare.fanout.expand.MergeWalk.Met;
import dev.fanfare.fanout.limits.ToldBefore;
import dev.fanfare.fanout.people.PeopleView;
import dev.fanfare.fanout.render.CutWords;
import dev.fanfare.fanout.render.RenderException;
import dev.fanfare.fanout.render.RenderWords;
import dev.fanfare.fanout.render.Texts;
import dev.fanfare.fanout.render.Values;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.Said;
import dev.fanfare.schemas.Slice;
import dev.fanfare.schemas.State;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/// Walks one partition's people as expansion would, and writes nothing: who would be told, when, in which words, and
/// why others not.
public final class ForeseePeople {

    /// People whose words are made.
    public static final int SHOWN = 20;

    private final PeopleView people;
    private final ToldBefore told;

    /// @param people the partition's people
    /// @param told what they were told before
    public ForeseePeople(ReadOnlyKeyValueStore<Bytes, byte[]> people, ReadOnlyKeyValueStore<Bytes, byte[]> told) {
        this.people = new PeopleView(people);
        this.told = new ToldBefore(new ForgetfulStore(told));
    }

    /// @param now when they are met
    /// @param timeIsOver asked between two persons; then the rest is left out
    public void walk(Slice slice, Instant now, BooleanSupplier timeIsOver, ForeseenPeople into) {
        Decide decide = new Decide(slice);
        WhenToTell when = new WhenToTell(slice, told);
        RenderWords words = new RenderWords(
                new Texts(),
                slice.getTemplate(),
                slice.getDigest() == null ? Values.of(slice.getEvent()) : Values.of(List.of(slice.getEvent())));
        int shown = 0;
        try (MergeWalk walk = new MergeWalk(people, slice.getAudiences(), slice.getRecipients(), "")) {
            for (Met met = walk.next(); met != null; met = walk.next()) {
                List<Decision> decided = decide.decide(met.id(), met.profile(), now);
                List<Decision> decisions = when.at(met.id(), decided, met.profile(), now, _ -> true)
                        .decisions();
                into.add(met.id(), deliveries(decisions, met, shown++ < SHOWN ? words : null));
                if (timeIsOver.getAsBoolean() && !walk.atEnd()) {
                    into.cutOff();
                    return;
                }
            }
        }
    }

    /// @param words null where they are not made
    private static List<Delivery> deliveries(List<Decision> decisions, Met met, @Nullable RenderWords words) {
        return decisions.stream()
                .map(decision -> delivery(decision, met, words))
                .toList();
    }

    private static Delivery delivery(Decision decision, Met met, @Nullable RenderWords words) {
        return switch (decision) {
            case Decision.Leave leave ->
                new Delivery(
                        Names.of(leave.channel()), leave.state().name(), Names.of(leave.reason()), null, null, null);
            case Decision.Tell tell -> said(tell.channel(), State.QUEUED, null, null, met, words);
            case Decision.Hold(var tell, var terms) ->
                said(tell.channel(), State.HELD, Wait.reason(terms.kind()), terms.until(), met, words);
            case Decision.Digest(var tell) ->
                new Delivery(Names.of(tell.channel()), State.HELD.name(), Names.of(Reason.DIGESTED), null, null, null);
        };
    }

    private static Delivery said(
            Channel channel,
            State state,
            @Nullable Reason reason,
            @Nullable Instant until,
            Met met,
            @Nullable RenderWords words) {
        String why = reason == null ? null : Names.of(reason);
        if (words == null) {
            return new Delivery(Names.of(channel), state.name(), why, until, null, null);
        }
        try {
            var rendered = words.render(requireNonNull(Decide.person(met.id(), met.profile())), channel);
            Said said = CutWords.of(rendered.title(), rendered.body());
            return new Delivery(Names.of(channel), state.name(), why, until, said.getTitle(), said.getText());
        } catch (RenderException noWords) {
            return new Delivery(Names.of(channel), State.DEAD.name(), Names.of(noWords.reason()), null, null, null);
        }
    }
}
