package dev.fanfare.track.events;

import dev.fanfare.schemas.CommandKind;
import dev.fanfare.schemas.EventAdmitted;
import dev.fanfare.schemas.EventCommand;
import dev.fanfare.schemas.EventStatus;
import dev.fanfare.track.aging.Aging;
import dev.fanfare.track.aging.WakeAt;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/// Drops the status of events whose time is over and, in the same transaction, has admit forget their keys.
final class DropEvents {

    private static final int MOST_AT_ONCE = 500;

    private final ProcessorContext<String, EventCommand> context;
    private final EventStore store;
    private final Aging aging;
    private final WakeAt wake;

    DropEvents(ProcessorContext<String, EventCommand> context, EventStore store, Aging aging) {
        this.context = context;
        this.store = store;
        this.aging = aging;
        this.wake = new WakeAt(context, aging.clock(), this::run);
        next().ifPresent(wake::by);
    }

    /// An event has moved.
    void moved(EventStatus after) {
        EventEnd end = EventEnd.of(after);
        if (end != null) {
            wake.by(end.due(aging.retention()));
        }
    }

    void stop() {
        wake.cancel();
    }

    private Optional<Instant> run() {
        drop(false);
        drop(true);
        return next();
    }

    private void drop(boolean failed) {
        Instant now = aging.clock().instant();
        Instant endedBy = now.minus(EventEnd.kept(failed, aging.retention()));
        for (String key : store.takeEnded(failed, endedBy, MOST_AT_ONCE)) {
            EventStatus status = store.find(key);
            if (status != null && EventEnd.of(status) != null) {
                store.drop(status);
                forget(status.getAdmitted(), now);
            }
        }
    }

    /// Dated as the admission that was seen, so that a newer one of the same event is not forgotten.
    private void forget(@Nullable EventAdmitted head, Instant now) {
        if (head != null) {
            EventCommand command = new EventCommand(head.getKey(), CommandKind.FORGET, head.getAt(), null, null, null);
            context.forward(new Record<>(head.getKey(), command, now.toEpochMilli()));
        }
    }

    private Optional<Instant> next() {
        return Stream.of(false, true)
                .flatMap(failed ->
                        store.firstEnded(failed).map(at -> at.plus(EventEnd.kept(failed, aging.retention()))).stream())
                .min(Instant::compareTo);
    }
}
