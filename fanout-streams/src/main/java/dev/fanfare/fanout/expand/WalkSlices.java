package dev.fanfare.fanout.expand;

import dev.fanfare.fanout.Outgoing;
import dev.fanfare.fanout.Unreadable;
import dev.fanfare.fanout.aside.Failures;
import dev.fanfare.fanout.expand.ExpandSlice.Message;
import dev.fanfare.fanout.expand.GiveUpSlice.Manner;
import dev.fanfare.fanout.expand.Turns.Turn;
import dev.fanfare.fanout.people.People;
import dev.fanfare.fanout.people.PeopleView;
import dev.fanfare.fanout.render.Texts;
import dev.fanfare.schemas.Chunk;
import dev.fanfare.schemas.OutcomeMessage;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.Slice;
import dev.fanfare.schemas.SliceCursor;
import dev.fanfare.schemas.SliceMessage;
import dev.fanfare.schemas.TraceContext;
import dev.fanfare.schemas.serde.Codec;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The walk of one partition's slices, a chunk at a turn.
///
/// A slice that fits in its first chunk, while nothing as urgent waits, is done at once and never stored. All others
/// stand in a
/// store with their cursors, and a punctuator gives turns until none is open; it runs only while there is work, since
/// every
/// run makes a commit due.
@SuppressWarnings("NullAway.Init")
final class WalkSlices implements Processor<String, byte[], String, Outgoing>, TellPerson.Out {

    private static final Logger LOG = LoggerFactory.getLogger(WalkSlices.class);

    private static final int LOADED_MOST = 100;

    private final Map<String, Expansion> loaded = new LinkedHashMap<>(16, 0.75f, true);
    private final Turns turns = new Turns();
    private final Texts texts = new Texts();
    private final ExpandSlice step;
    private final Codec<SliceMessage> slices;
    private final Codec<OutcomeMessage> outcomes;
    private ProcessorContext<String, Outgoing> context;
    private OpenSlices open;
    private PeopleView people;
    private TellPerson tellPerson;
    private GiveUpSlice giveUp;
    private @Nullable Cancellable punctuator;

    WalkSlices(ExpandSlice step) {
        this.step = step;
        this.slices = step.sliceCodec();
        this.outcomes = step.codecs().of(step.topics().outcomes(), OutcomeMessage.class);
    }

    @Override
    public void init(ProcessorContext<String, Outgoing> context) {
        this.context = context;
        open = new OpenSlices(context.getStateStore(OpenSlices.STORE));
        people = new PeopleView(context.getStateStore(People.STORE));
        tellPerson = new TellPerson(step.topics(), step.codecs(), partition(), this);
        giveUp = new GiveUpSlice(
                failures(), people, tellPerson, step.parts().settings().chunk());
        open.turns().forEach(this::enqueue);
    }

    @Override
    public void process(Record<String, byte[]> record) {
        switch (ExpandSlice.read(slices, record.value())) {
            case Message.Opened(var slice) -> failures().run(what(slice.getKey()), () -> begin(slice, record.value()));
            case Message.Unreadable(var why) ->
                context.forward(
                        Unreadable.of(step.topics(), context, record, why),
                        step.out().unreadable());
        }
    }

    private void begin(Slice slice, byte[] bytes) {
        Turn turn = Expansion.turn(slice);
        boolean mayGoFirst = !turns.before(turn.priority()) && giveUp.manner(what(turn.key())) == Manner.TELL;
        SliceCursor cursor = OpenSlices.begin(turn);
        if (mayGoFirst && chunk(new Expansion(slice, people, texts, step.standardMost()), cursor)) {
            failures().forget(what(turn.key()));
            return;
        }
        open.open(turn.key(), bytes);
        open.move(turn.key(), cursor);
        enqueue(turn);
    }

    private void enqueue(Turn turn) {
        if (turns.isEmpty()) {
            step.parts().backlog().add();
            punctuator = context.schedule(Duration.ofMillis(1), PunctuationType.WALL_CLOCK_TIME, _ -> takeTurn());
        }
        turns.add(turn);
    }

    private void takeTurn() {
        Turn turn = turns.take();
        if (turn != null) {
            failures().run(what(turn.key()), () -> take(turn));
        }
    }

    private void take(Turn turn) {
        SliceCursor cursor = open.cursor(turn.key());
        if (chunk(turn.key(), cursor)) {
            open.close(turn.key());
            loaded.remove(turn.key());
            failures().forget(what(turn.key()));
        } else {
            open.move(turn.key(), cursor);
            turns.putBack(turn);
        }
        if (turns.isEmpty()) {
            rest();
        }
    }

    private void rest() {
        if (punctuator != null) {
            punctuator.cancel();
            punctuator = null;
            step.parts().backlog().remove();
        }
    }

    private boolean chunk(String key, SliceCursor cursor) {
        return switch (giveUp.manner(what(key))) {
            case TELL -> chunk(load(key), cursor);
            case COUNT -> setAside(giveUp.count(slice(key), cursor, giveUp.why(what(key)), now()));
            case END -> setAside(GiveUpSlice.end(slice(key), now()));
        };
    }

    /// Emits a chunk of a slice that was set aside; its record goes to `events.dlt` with the last one.
    private boolean setAside(Chunk total) {
        String key = total.getEvent();
        forwardTotal(total);
        if (total.getLast()) {
            String why = giveUp.why(what(key));
            LOG.atError()
                    .addKeyValue("notification_id", key)
                    .addKeyValue("why", why)
                    .log("A slice was set aside: its remainder ended dead");
            Record<String, byte[]> record = new Record<>(key, open.slice(key), now().toEpochMilli());
            context.forward(
                    Unreadable.of(step.topics(), context, record, Reason.INTERNAL, why),
                    step.out().unreadable());
        }
        return total.getLast();
    }

    /// Emits the next chunk and moves the cursor on; true where the slice ended with it.
    private boolean chunk(Expansion expansion, SliceCursor cursor) {
        Instant now = now();
        ChunkOfDeliveries chunk = new ChunkOfDeliveries();
        boolean last;
        try (MergeWalk walk = new MergeWalk(
                people, expansion.slice.getAudiences(), expansion.slice.getRecipients(), cursor.getLast())) {
            while (chunk.recipients() < step.parts().settings().chunk() && !chunk.full()) {
                MergeWalk.Met met = walk.next();
                if (met == null) {
                    break;
                }
                tellPerson.tell(expansion, met, expansion.lane(cursor.getMet()), now, chunk);
                cursor.setLast(met.id());
                cursor.setMet(cursor.getMet() + 1);
            }
            last = walk.atEnd();
        }
        forwardTotal(chunk.total(expansion.slice, last, now));
        return last;
    }

    private Expansion load(String key) {
        Expansion known = loaded.get(key);
        if (known != null) {
            return known;
        }
        return load(slice(key));
    }

    private Slice slice(String key) {
        return switch (ExpandSlice.read(slices, open.slice(key))) {
            case Message.Opened(var slice) -> slice;
            case Message.Unreadable(var why) -> throw new IllegalStateException("open slice of " + key + ": " + why);
        };
    }

    private Expansion load(Slice slice) {
        Expansion expansion = new Expansion(slice, people, texts, step.standardMost());
        loaded.put(slice.getKey(), expansion);
        if (loaded.size() > LOADED_MOST) {
            loaded.remove(loaded.keySet().iterator().next());
        }
        return expansion;
    }

    private int partition() {
        return context.taskId().partition();
    }

    private Instant now() {
        return step.parts().clock().instant();
    }

    private Failures failures() {
        return step.parts().failures();
    }

    /// The name of a slice among all that may throw.
    private String what(String key) {
        return "slice " + key + " " + partition();
    }

    @Override
    public void deliver(String recipient, Outgoing delivery, @Nullable String trace) {
        forward(recipient, delivery, trace, step.out().deliveries());
    }

    @Override
    public void bury(String recipient, Outgoing deadLetter, @Nullable String trace) {
        forward(recipient, deadLetter, trace, step.out().letters());
    }

    private void forwardTotal(Chunk total) {
        byte[] bytes = outcomes.encode(new OutcomeMessage(total));
        Outgoing outgoing = Outgoing.to(step.topics().outcomes(), partition(), bytes);
        forward(total.getEvent(), outgoing, null, step.out().totals());
    }

    private void forward(String key, Outgoing outgoing, @Nullable String trace, String node) {
        Record<String, Outgoing> record =
                new Record<>(key, outgoing, step.parts().clock().millis());
        TraceContext.parse(trace).ifPresent(known -> known.put(record.headers()));
        context.forward(record, node);
    }

    /// Streams may begin again with this same instance after it rolled the store back: what was known is then wrong.
    @Override
    public void close() {
        rest();
        turns.clear();
        loaded.clear();
    }
}
