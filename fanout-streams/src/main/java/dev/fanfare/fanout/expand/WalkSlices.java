package dev.fanfare.fanout.expand;

import dev.fanfare.fanout.ahead.RoomAhead;
import dev.fanfare.fanout.aside.Failures;
import dev.fanfare.fanout.expand.ExpandSlice.Message;
import dev.fanfare.fanout.expand.GiveUpSlice.Manner;
import dev.fanfare.fanout.expand.Turns.Turn;
import dev.fanfare.fanout.limits.ToldBefore;
import dev.fanfare.fanout.people.People;
import dev.fanfare.fanout.people.PeopleView;
import dev.fanfare.fanout.retry.Retries;
import dev.fanfare.fanout.steer.Steer;
import dev.fanfare.fanout.steer.SteeredEvents;
import dev.fanfare.schemas.Chunk;
import dev.fanfare.schemas.ErasedPeople;
import dev.fanfare.schemas.EventCommand;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Slice;
import dev.fanfare.schemas.SliceCursor;
import dev.fanfare.schemas.SliceMessage;
import dev.fanfare.schemas.Steering;
import dev.fanfare.schemas.serde.Codec;
import dev.fanfare.schemas.traces.TraceStep;
import dev.fanfare.streams.ErasureMarks;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The walk of one partition's slices, a chunk at a turn.
///
/// A slice that fits in its first chunk, while nothing as urgent waits, is done at once and never stored. All others
/// stand in a store with their cursors and have their turns until none is open.
@SuppressWarnings("NullAway.Init")
final class WalkSlices implements Processor<String, byte[], String, Object> {

    private static final Logger LOG = LoggerFactory.getLogger(WalkSlices.class);

    private final ExpandSlice step;
    private final Codec<SliceMessage> slices;
    private int partition;
    private OpenSlices open;
    private SteeredEvents steered;
    private LoadedSlices loaded;
    private RoomAhead room;
    private WriteExpansion write;
    private WalkChunk walk;
    private TellPerson tellPerson;
    private GiveUpSlice giveUp;
    private GiveTurns turns;

    WalkSlices(ExpandSlice step) {
        this.step = step;
        this.slices = step.sliceCodec();
    }

    @Override
    public void init(ProcessorContext<String, Object> context) {
        partition = context.taskId().partition();
        open = new OpenSlices(context.getStateStore(OpenSlices.STORE));
        steered = new SteeredEvents(context.getStateStore(SteeredEvents.STORE));
        PeopleView people = new PeopleView(context.getStateStore(People.STORE));
        ToldBefore told = new ToldBefore(context.getStateStore(Retries.STORE));
        loaded = new LoadedSlices(step, open, steered, new Known(people, told));
        room = new RoomAhead(
                step.parts().paces(),
                step.parts().settings().ahead(),
                step.parts().clock(),
                step.topics(),
                partition);
        write = new WriteExpansion(step, context, room);
        ErasedPeople erased = ErasureMarks.in(context.getStateStore(People.STORE));
        walk = new WalkChunk(people, erased, step.parts().settings().chunk(), step.inDetail());
        tellPerson = new TellPerson(step.topics(), step.codecs(), partition, write);
        giveUp = new GiveUpSlice(failures(), walk, tellPerson);
        turns = new GiveTurns(context, step.parts().backlog(), step.parts().clock(), turn -> failures()
                .run(what(turn.key()), () -> take(turn)));
        open.turns().forEach(this::enlist);
    }

    @Override
    public void process(Record<String, byte[]> record) {
        switch (ExpandSlice.read(slices, record.value())) {
            case Message.Opened(var slice) -> failures().run(what(slice.getKey()), () -> begin(slice, record.value()));
            case Message.Asked(var command) -> obey(command);
            case Message.Unreadable(var why) -> write.unreadable(record, why);
        }
    }

    private void begin(Slice slice, byte[] bytes) {
        Turn turn = Expansion.turn(slice);
        SliceCursor cursor = OpenSlices.begin(turn);
        if (mayGoFirst(turn) && endsAtOnce(loaded.unstored(slice), cursor)) {
            failures().forget(what(turn.key()));
            return;
        }
        open.open(turn.key(), bytes);
        open.move(turn.key(), cursor);
        enlist(turn);
    }

    /// Tells the first chunk where there is room; true where it was the last as well.
    private boolean endsAtOnce(Expansion expansion, SliceCursor cursor) {
        return hasRoom(expansion, cursor) && emit(tell(expansion, cursor));
    }

    private boolean mayGoFirst(Turn turn) {
        return !turns.before(turn.priority())
                && giveUp.manner(what(turn.key())) == Manner.TELL
                && steered.find(turn.key()) == null;
    }

    /// A slice that has ended, or that never was here, has nothing to obey; what is asked stays known for its retries.
    private void obey(EventCommand command) {
        String key = command.getEvent();
        steered.obey(command);
        if (open.holds(key)) {
            loaded.forget(key);
            turns.remove(key);
            enlist(open.turn(key));
        }
    }

    /// Gives an open slice its turns, unless its event is paused.
    private void enlist(Turn turn) {
        Steering steering = steered.find(turn.key());
        if (!Steer.pauses(steering)) {
            turns.add(
                    steering == null || steering.getPriority() == null
                            ? turn
                            : new Turn(turn.key(), steering.getPriority(), turn.source()));
        }
    }

    private void take(Turn turn) {
        String key = turn.key();
        SliceCursor cursor = open.cursor(key);
        if (waitsForRoom(key, cursor)) {
            turns.park(turn);
        } else if (nextChunk(key, cursor)) {
            open.close(key);
            loaded.forget(key);
            turns.ended(turn);
            failures().forget(what(key));
        } else {
            open.move(key, cursor);
            turns.putBack(turn);
        }
    }

    /// What is cancelled, or set aside, writes to no channel and waits for none.
    private boolean waitsForRoom(String key, SliceCursor cursor) {
        return giveUp.manner(what(key)) == Manner.TELL
                && !Steer.cancels(steered.find(key))
                && !hasRoom(loaded.get(key), cursor);
    }

    /// Bulk is not written further ahead of its channels than they work off in a while.
    private boolean hasRoom(Expansion expansion, SliceCursor cursor) {
        return expansion.lane(cursor.getMet()) != Lane.BULK || room.isThere(expansion.slice.getChannels());
    }

    /// Emits the next chunk and moves the cursor on; true where the slice ended with it.
    private boolean nextChunk(String key, SliceCursor cursor) {
        return switch (giveUp.manner(what(key))) {
            case TELL -> emit(Steer.cancels(steered.find(key)) ? cancel(key, cursor) : tell(loaded.get(key), cursor));
            case COUNT -> setAside(giveUp.count(loaded.slice(key), cursor, giveUp.why(what(key)), now()));
            case END -> setAside(GiveUpSlice.end(loaded.slice(key), now()));
        };
    }

    private Chunk tell(Expansion expansion, SliceCursor cursor) {
        Instant now = now();
        try (TraceStep traced =
                expansion.trace.chunk(cursor.getMet(), step.parts().settings().chunk())) {
            Chunk told = walk.walk(
                    expansion.slice,
                    cursor,
                    now,
                    (met, number, chunk) -> tellPerson.tell(expansion, met, expansion.meet(number), now, chunk));
            traced.with("fanfare.partition", partition).with("fanfare.recipients", told.getRecipients());
            return told;
        }
    }

    private Chunk cancel(String key, SliceCursor cursor) {
        Instant now = now();
        Expansion expansion = loaded.get(key);
        return walk.walk(
                expansion.slice,
                cursor,
                now,
                (met, number, chunk) -> CancelPerson.cancel(expansion, met, expansion.lane(number), now, chunk));
    }

    /// Emits a chunk of a slice that was set aside; its record goes to `events.dlt` with the last one.
    private boolean setAside(Chunk total) {
        String key = total.getEvent();
        if (emit(total)) {
            String why = giveUp.why(what(key));
            LOG.atError()
                    .addKeyValue("notification_id", key)
                    .addKeyValue("why", why)
                    .log("A slice was set aside: its remainder ended dead");
            write.setAside(key, open.slice(key), why);
        }
        return total.getLast();
    }

    private boolean emit(Chunk total) {
        write.total(total);
        return total.getLast();
    }

    private Instant now() {
        return step.parts().clock().instant();
    }

    private Failures failures() {
        return step.parts().failures();
    }

    /// The name of a slice among all that may throw.
    private String what(String key) {
        return "slice " + key + " " + partition;
    }

    /// Streams may begin again with this same instance after it rolled the store back: what was known is then wrong.
    @Override
    public void close() {
        turns.close();
        loaded.clear();
    }
}
