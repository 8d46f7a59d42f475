package dev.fanfare.fanout.expand;

import dev.fanfare.fanout.decide.Decide;
import dev.fanfare.fanout.decide.WhenToTell;
import dev.fanfare.fanout.people.PeopleView;
import dev.fanfare.fanout.render.RenderWords;
import dev.fanfare.fanout.render.Rendered;
import dev.fanfare.fanout.render.Texts;
import dev.fanfare.fanout.render.Values;
import dev.fanfare.schemas.Channel;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Slice;
import dev.fanfare.schemas.traces.Traces;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One open slice, loaded: what its chunks share.
final class Expansion {

    private static final Logger LOG = LoggerFactory.getLogger(Expansion.class);

    final Slice slice;
    final Decide decide;
    final WhenToTell when;
    final RenderWords words;
    final SharedParts shared;
    final TraceSlice trace;
    private final long standardMost;
    private final long personalMost;
    private final boolean largeFromTheStart;
    /// Of a slice that is loaded again whoever was met before counts as one whose own words were kept.
    private long personalLeft;
    private boolean begun;
    private boolean personal;
    private boolean complained;

    /// How much of a slice goes which way.
    ///
    /// @param standard persons of it who may go by the standard lane
    /// @param personal persons of it whose own words are kept for their trails
    record Most(long standard, long personal) {}

    Expansion(Slice slice, Known known, Texts texts, Most most, Traces traces) {
        this.slice = slice;
        this.trace = new TraceSlice(traces, slice);
        this.decide = new Decide(slice);
        this.when = new WhenToTell(slice, known.told());
        this.words = new RenderWords(texts, slice.getTemplate(), values(slice));
        this.shared = new SharedParts(slice);
        this.standardMost = most.standard();
        this.personalMost = most.personal();
        this.largeFromTheStart = size(known.people(), slice.getAudiences(), standardMost + 1) > standardMost;
    }

    /// The next person is met.
    ///
    /// @param number of those before
    /// @return the person's lane
    Lane meet(long number) {
        if (!begun) {
            begun = true;
            personalLeft = personalMost - number;
        } else if (personal) {
            personalLeft--;
        }
        personal = false;
        trace.next();
        return lane(number);
    }

    /// What is kept of a delivery's words: those that all share, and of the first people who have any their own.
    @Nullable
    Rendered kept(Rendered rendered, Channel channel) {
        if (words.isShared(rendered, channel)) {
            return rendered;
        }
        personal = personalLeft > 0;
        return personal ? rendered : null;
    }

    /// The lane of the person who is met as the `met`-th, from 0.
    Lane lane(long met) {
        return switch (slice.getPriority()) {
            case URGENT, HIGH -> Lane.EXPRESS;
            case NORMAL -> largeFromTheStart || met >= standardMost ? Lane.BULK : Lane.STANDARD;
            case LOW -> Lane.BULK;
        };
    }

    /// Words that are made for digests find themselves in one of this event alone, where it is told by itself.
    private static Map<String, Object> values(Slice slice) {
        return slice.getDigest() == null ? Values.of(slice.getEvent()) : Values.of(List.of(slice.getEvent()));
    }

    static Turns.Turn turn(Slice slice) {
        return new Turns.Turn(
                slice.getKey(), slice.getPriority(), slice.getEvent().getSource());
    }

    /// A template that fails does so for everybody: one line says it.
    void complainOnce(RuntimeException failure) {
        if (!complained) {
            complained = true;
            LOG.atWarn()
                    .addKeyValue("notification_id", slice.getKey())
                    .addKeyValue("template", slice.getTemplate().getName())
                    .addKeyValue("why", String.valueOf(failure))
                    .log("A delivery could not be made");
        }
    }

    private static long size(PeopleView people, List<String> audiences, long most) {
        return audiences.stream()
                .mapToLong(audience ->
                        audience.equals(MergeWalk.EVERYONE) ? people.everyoneUpTo(most) : people.size(audience))
                .sum();
    }
}
