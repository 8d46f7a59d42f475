package dev.fanfare.fanout.expand;

import dev.fanfare.fanout.Outgoing;
import dev.fanfare.fanout.aside.Failures;
import dev.fanfare.fanout.expand.ExpandSlice.Message;
import dev.fanfare.fanout.expand.GiveUpSlice.Manner;
import dev.fanfare.fanout.expand.Turns.Turn;
import dev.fanfare.fanout.people.People;
import dev.fanfare.fanout.people.PeopleView;
import dev.fanfare.schemas.Chunk;
import dev.fanfare.schemas.Slice;
import dev.fanfare.schemas.SliceCursor;
import dev.fanfare.schemas.SliceMessage;
import dev.fanfare.schemas.serde.Codec;
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
final class WalkSlices implements Processor<String, byte[], String, Outgoing> {

    private static final Logger LOG = LoggerFactory.getLogger(WalkSlices.class);

    private final ExpandSlice step;
    private final Codec<SliceMessage> slices;
    private int partition;
    private OpenSlices open;
    private LoadedSlices loaded;
    private WriteExpansion write;
    private TellChunk tellChunk;
    private GiveUpSlice giveUp;
    private GiveTurns turns;

    WalkSlices(ExpandSlice step) {
        this.step = step;
        this.slices = step.sliceCodec();
    }

    @Override
    public void init(ProcessorContext<String, Outgoing> context) {
        partition = context.taskId().partition();
        open = new OpenSlices(context.getStateStore(OpenSlices.STORE));
        PeopleView people = new PeopleView(context.getStateStore(People.STORE));
        loaded = new LoadedSlices(step, open, people);
        write = new WriteExpansion(step, context);
        TellPerson tellPerson = new TellPerson(step.topics(), step.codecs(), partition, write);
        int chunk = step.parts().settings().chunk();
        tellChunk = new TellChunk(people, tellPerson, chunk);
        giveUp = new GiveUpSlice(failures(), people, tellPerson, chunk);
        turns = new GiveTurns(
                context, step.parts().backlog(), turn -> failures().run(what(turn.key()), () -> take(turn)));
        open.turns().forEach(turns::add);
    }

    @Override
    public void process(Record<String, byte[]> record) {
        switch (ExpandSlice.read(slices, record.value())) {
            case Message.Opened(var slice) -> failures().run(what(slice.getKey()), () -> begin(slice, record.value()));
            case Message.Unreadable(var why) -> write.unreadable(record, why);
        }
    }

    private void begin(Slice slice, byte[] bytes) {
        Turn turn = Expansion.turn(slice);
        boolean mayGoFirst = !turns.before(turn.priority()) && giveUp.manner(what(turn.key())) == Manner.TELL;
        SliceCursor cursor = OpenSlices.begin(turn);
        if (mayGoFirst && emit(tellChunk.tell(loaded.unstored(slice), cursor, now()))) {
            failures().forget(what(turn.key()));
            return;
        }
        open.open(turn.key(), bytes);
        open.move(turn.key(), cursor);
        turns.add(turn);
    }

    private void take(Turn turn) {
        String key = turn.key();
        SliceCursor cursor = open.cursor(key);
        if (nextChunk(key, cursor)) {
            open.close(key);
            loaded.forget(key);
            failures().forget(what(key));
        } else {
            open.move(key, cursor);
            turns.putBack(turn);
        }
    }

    /// Emits the next chunk and moves the cursor on; true where the slice ended with it.
    private boolean nextChunk(String key, SliceCursor cursor) {
        return switch (giveUp.manner(what(key))) {
            case TELL -> emit(tellChunk.tell(loaded.get(key), cursor, now()));
            case COUNT -> setAside(giveUp.count(loaded.slice(key), cursor, giveUp.why(what(key)), now()));
            case END -> setAside(GiveUpSlice.end(loaded.slice(key), now()));
        };
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
