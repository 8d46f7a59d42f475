package dev.fanfare.fanout.admit;

import dev.fanfare.fanout.Outgoing;
import dev.fanfare.fanout.Unreadable;
import dev.fanfare.fanout.steer.Steer;
import dev.fanfare.schemas.Admitted;
import dev.fanfare.schemas.CommandKind;
import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.EventCommand;
import dev.fanfare.schemas.Steering;
import dev.fanfare.schemas.serde.Codec;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/// Obeys one partition's commands in the order in which they came; one whose event is not there yet waits for it. What
/// follows goes behind the event's slices, to tracking and to the channels. A FORGET lets an event come again.
final class ObeyInTurn {

    private final AdmitEvent step;
    private final ProcessorContext<String, Outgoing> context;
    private final Codec<EventCommand> commands;
    private final KeyValueStore<Bytes, byte[]> admitted;
    private final EarlyCommands early;
    private final ScheduleEvent schedule;
    private final WriteSteering write;

    ObeyInTurn(
            AdmitEvent step,
            ProcessorContext<String, Outgoing> context,
            AdmitCandidate.Kept kept,
            ScheduleEvent schedule) {
        this.step = step;
        this.context = context;
        this.commands = step.commandCodec();
        this.admitted = kept.admitted();
        this.early = kept.early();
        this.schedule = schedule;
        this.write = step.steering(context);
    }

    void obey(Record<String, byte[]> record) {
        switch (commands.decode(record.value())) {
            case Decoded.Readable<EventCommand>(var command)
            when isElsewhere(command) -> refuse(record, "a command of another partition's event");
            case Decoded.Readable<EventCommand>(var command)
            when command.getKind() == CommandKind.FORGET -> forget(command);
            case Decoded.Readable<EventCommand>(var command) -> obey(command);
            case Decoded.Absent<EventCommand>() -> refuse(record, "empty");
            case Decoded.Unreadable<EventCommand>(var why) -> refuse(record, why);
        }
    }

    private boolean isElsewhere(EventCommand command) {
        return step.topics().partitioning().of(command.getEvent())
                != context.taskId().partition();
    }

    private void obey(EventCommand command) {
        Optional<Admitted> found = AdmittedKeys.find(admitted, command.getEvent());
        if (found.isEmpty()) {
            Instant now = step.clock().instant();
            early.dropOld(now, event -> write.toChannels(event, null));
            early.add(command, now);
            return;
        }
        Admitted event = found.get();
        if (event.getScheduled() != null) {
            Steer.after(event.getSteering(), command).ifPresent(after -> schedule.steer(event, command, after));
        } else {
            command.setSendAt(null); // it is too late
            Steer.after(event.getSteering(), command).ifPresent(after -> steer(event, command, after));
        }
    }

    /// Dated no earlier than what it steers: the channels take what is older for another life of the event.
    private void steer(Admitted event, EventCommand command, Steering after) {
        if (after.getAt().isBefore(event.getAt())) {
            after.setAt(event.getAt());
        }
        Steering before = event.getSteering();
        event.setSteering(after);
        AdmittedKeys.put(admitted, command.getEvent(), event);
        write.toSlices(event.getLane(), command);
        write.toTracking(command.getEvent(), after);
        if (WriteSteering.holds(before) || WriteSteering.holds(after)) {
            write.toChannels(command.getEvent(), after);
        }
    }

    private void forget(EventCommand command) {
        AdmittedKeys.forget(admitted, command.getEvent(), command.getAt())
                .filter(gone -> gone.getSteering() != null)
                .ifPresent(gone -> {
                    write.toSlices(gone.getLane(), command);
                    write.toChannels(command.getEvent(), null);
                });
    }

    private void refuse(Record<String, byte[]> record, String why) {
        context.forward(
                Unreadable.of(step.topics(), context, record, why), step.out().refused());
    }
}
