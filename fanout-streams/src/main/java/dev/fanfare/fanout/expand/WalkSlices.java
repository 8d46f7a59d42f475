package dev.fanfare.fanout.expand;

import dev.fanfare.fanout.Outgoing;
import dev.fanfare.fanout.Unreadable;
import dev.fanfare.fanout.expand.ExpandSlice.Message;
import dev.fanfare.fanout.expand.Turns.Turn;
import dev.fanfare.fanout.people.People;
import dev.fanfare.fanout.people.PeopleView;
import dev.fanfare.fanout.render.Texts;
import dev.fanfare.schemas.OutcomeMessage;
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

/// The walk of one partition's slices, a chunk at a turn.
///
/// A slice that fits in its first chunk, while nothing as urgent waits, is done at once and never stored. All others
/// stand in a
/// store with their cursors, and a punctuator gives turns until none is open; it runs only while there is work, since
/// every
/// run makes a commit due.
@SuppressWarnings("NullAway.Init")
final class WalkSlices implements Processor<String, byte[], String, Outgoing> {

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
        tellPerson = new TellPerson(step.topics(), step.codecs(), partition(), this::deliver);
        open.turns().forEach(this::enqueue);
    }

    @Override
    public void process(Record<String, byte[]> record) {
        switch (ExpandSlice.read(slices, record.value())) {
            case Message.Opened(var slice) -> begin(slice, record.value());
            case Message.Unreadable(var why) ->
                context.forward(Unreadable.of(step.topics(), context, record, why), step.unreadable());
        }
    }

    private void begin(Slice slice, byte[] bytes) {
        Expansion expansion = new Expansion(slice, people, texts, step.standardMost());
        boolean mayGoFirst = !turns.before(expansion.priority());
        SliceCursor cursor = OpenSlices.begin(expansion.turn());
        if (mayGoFirst && chunk(expansion, cursor)) {
            return;
        }
        open.open(slice.getKey(), bytes);
        open.move(slice.getKey(), cursor);
        enqueue(expansion.turn());
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
        if (turn == null) {
            return;
        }
        SliceCursor cursor = open.cursor(turn.key());
        if (chunk(load(turn.key()), cursor)) {
            open.close(turn.key());
            loaded.remove(turn.key());
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

    /// Emits the next chunk and moves the cursor on; true where the slice ended with it.
    private boolean chunk(Expansion expansion, SliceCursor cursor) {
        Instant now = step.parts().clock().instant();
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
        byte[] total = outcomes.encode(new OutcomeMessage(chunk.total(expansion.slice, last, now)));
        forward(expansion.slice.getKey(), Outgoing.to(step.topics().outcomes(), partition(), total), step.totals());
        return last;
    }

    private Expansion load(String key) {
        Expansion known = loaded.get(key);
        if (known != null) {
            return known;
        }
        return switch (ExpandSlice.read(slices, open.slice(key))) {
            case Message.Opened(var slice) -> load(slice);
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

    private void deliver(String recipient, Outgoing delivery, @Nullable String trace) {
        Record<String, Outgoing> record =
                new Record<>(recipient, delivery, step.parts().clock().millis());
        TraceContext.parse(trace).ifPresent(known -> known.put(record.headers()));
        context.forward(record, step.deliveries());
    }

    private void forward(String key, Outgoing outgoing, String node) {
        context.forward(new Record<>(key, outgoing, step.parts().clock().millis()), node);
    }

    /// Streams may begin again with this same instance after it rolled the store back: what was known is then wrong.
    @Override
    public void close() {
        rest();
        turns.clear();
        loaded.clear();
    }
}
