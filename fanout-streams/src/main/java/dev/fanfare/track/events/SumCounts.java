package dev.fanfare.track.events;

import dev.fanfare.schemas.Admission;
import dev.fanfare.schemas.CountMessage;
import dev.fanfare.schemas.EventAdmitted;
import dev.fanfare.schemas.EventCommand;
import dev.fanfare.schemas.EventDelta;
import dev.fanfare.schemas.EventStatus;
import dev.fanfare.schemas.EventSteered;
import dev.fanfare.track.aging.Aging;
import java.util.Set;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;

/// Heads and changes of counts in; each event's status in the store, and out, when its time is over, the word to forget
/// its key.
public final class SumCounts implements Processor<byte[], CountMessage, String, EventCommand> {

    private final EventMeters meters;
    private final EventWatch watch;
    private final Aging aging;
    private @Nullable Task task;

    /// What lives as long as the task does.
    private record Task(EventStore store, DropEvents drop, ProcessorContext<String, EventCommand> context) {}

    private SumCounts(EventMeters meters, EventWatch watch, Aging aging) {
        this.meters = meters;
        this.watch = watch;
        this.aging = aging;
    }

    public static ProcessorSupplier<byte[], CountMessage, String, EventCommand> with(
            EventMeters meters, EventWatch watch, Aging aging) {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<byte[], CountMessage, String, EventCommand> get() {
                return new SumCounts(meters, watch, aging);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(EventStore.builder());
            }
        };
    }

    @Override
    public void init(ProcessorContext<String, EventCommand> context) {
        EventStore store = new EventStore(context.getStateStore(EventStore.NAME));
        task = new Task(store, new DropEvents(context, store, aging), context);
    }

    @Override
    public void process(Record<byte[], CountMessage> read) {
        switch (read.value().getContent()) {
            case EventAdmitted head -> {
                EventStatus before = status(head.getKey());
                changed(before, FoldEvent.admit(before, head));
            }
            case EventDelta delta -> add(delta);
            case EventSteered steered -> steer(steered);
            default -> throw new IllegalStateException("neither a head, a delta nor a command");
        }
    }

    /// An event's first change tells of persons or slices. What does not, of an event that is not known, is about one
    /// that was dropped.
    private void add(EventDelta delta) {
        EventStatus found = task().store().find(delta.getKey());
        if (found != null || delta.getRecipients() != 0 || delta.getSlicesDone() != 0) {
            EventStatus before = found == null ? FoldEvent.begin(delta.getKey()) : found;
            changed(before, FoldEvent.add(before, delta));
        }
    }

    /// Its head comes first, from the same task: one that is not known was dropped.
    private void steer(EventSteered steered) {
        EventStatus before = task().store().find(steered.getKey());
        if (before != null) {
            changed(before, FoldEvent.steer(before, steered.getSteering()));
        }
    }

    private void changed(EventStatus before, EventStatus after) {
        task().store().put(before, after);
        task().drop().moved(after);
        if (isFirst()) {
            tell(before, after);
        }
        watch.changed(after.getKey());
    }

    private void tell(EventStatus before, EventStatus after) {
        EventAdmitted head = after.getAdmitted();
        if (head == null) {
            return;
        }
        EventAdmitted known = before.getAdmitted();
        if (known == null || EventState.of(before).isFinal() && !head.equals(known)) {
            meters.accepted(head);
        }
        boolean admitted = head.getAdmission() == Admission.ADMITTED && head.getEvery() == null; // its occurrences are
        if (admitted && !head.equals(known)) {
            meters.admitted(head);
        }
        if (admitted && EventState.expanded(after) && !EventState.expanded(before)) {
            meters.dispatched(head, after);
        }
        if (after.getDoneAt() != null && before.getDoneAt() == null) {
            meters.finished(head, after);
        }
    }

    private boolean isFirst() {
        var at = task().context().recordMetadata().orElseThrow();
        return meters.counts(at.partition(), at.offset());
    }

    private EventStatus status(String key) {
        EventStatus found = task().store().find(key);
        return found == null ? FoldEvent.begin(key) : found;
    }

    @Override
    public void close() {
        if (task != null) {
            task.drop().stop();
            task = null;
        }
    }

    private Task task() {
        if (task == null) {
            throw new IllegalStateException("not initialised");
        }
        return task;
    }
}
