package dev.fanfare.track.events;

import dev.fanfare.schemas.Admission;
import dev.fanfare.schemas.CountMessage;
import dev.fanfare.schemas.EventAdmitted;
import dev.fanfare.schemas.EventDelta;
import dev.fanfare.schemas.EventStatus;
import java.util.Set;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;

/// Heads and changes of counts in; each event's status in the store.
public final class SumCounts implements Processor<byte[], CountMessage, Void, Void> {

    private final EventMeters meters;
    private final EventWatch watch;
    private @Nullable EventStore store;

    private SumCounts(EventMeters meters, EventWatch watch) {
        this.meters = meters;
        this.watch = watch;
    }

    public static ProcessorSupplier<byte[], CountMessage, Void, Void> with(EventMeters meters, EventWatch watch) {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<byte[], CountMessage, Void, Void> get() {
                return new SumCounts(meters, watch);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(EventStore.builder());
            }
        };
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        store = new EventStore(context.getStateStore(EventStore.NAME));
    }

    @Override
    public void process(Record<byte[], CountMessage> read) {
        switch (read.value().getContent()) {
            case EventAdmitted head -> {
                EventStatus before = status(head.getKey());
                changed(before, FoldEvent.admit(before, head));
            }
            case EventDelta delta -> {
                EventStatus before = status(delta.getKey());
                changed(before, FoldEvent.add(before, delta));
            }
            default -> throw new IllegalStateException("neither a head nor a delta");
        }
    }

    private void changed(EventStatus before, EventStatus after) {
        store().put(before, after);
        tell(before, after);
        watch.changed(after.getKey());
    }

    private void tell(EventStatus before, EventStatus after) {
        EventAdmitted head = after.getAdmitted();
        if (head == null) {
            return;
        }
        boolean admitted = head.getAdmission() == Admission.ADMITTED;
        if (admitted && !head.equals(before.getAdmitted())) {
            meters.admitted(head);
        }
        if (admitted && EventState.expanded(after) && !EventState.expanded(before)) {
            meters.dispatched(head, after);
        }
        if (after.getDoneAt() != null && before.getDoneAt() == null) {
            meters.finished(head, after);
        }
    }

    private EventStatus status(String key) {
        EventStatus found = store().find(key);
        return found == null ? FoldEvent.begin(key) : found;
    }

    private EventStore store() {
        if (store == null) {
            throw new IllegalStateException("not initialised");
        }
        return store;
    }
}
