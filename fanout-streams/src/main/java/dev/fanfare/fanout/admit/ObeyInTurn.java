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
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/// Obeys one partition's commands in the order in which they came; one whose event is not there yet waits for it.
@SuppressWarnings("NullAway.Init")
final class ObeyInTurn implements Processor<String, byte[], String, Outgoing> {

    private final ObeyCommand step;
    private final Codec<EventCommand> commands;
    private ProcessorContext<String, Outgoing> context;
    private KeyValueStore<Bytes, byte[]> admitted;
    private EarlyCommands early;
    private WriteSteering write;

    ObeyInTurn(ObeyCommand step) {
        this.step = step;
        this.commands = step.commandCodec();
    }

    @Override
    public void init(ProcessorContext<String, Outgoing> context) {
        this.context = context;
        admitted = context.getStateStore(AdmittedKeys.STORE);
        early = new EarlyCommands(context.getStateStore(EarlyCommands.STORE));
        write = new WriteSteering(step.topics(), step.codecs(), step.parts().clock(), step.steering(), context);
    }

    @Override
    public void process(Record<String, byte[]> record) {
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
            Instant now = step.parts().clock().instant();
            early.dropOld(now, event -> write.toChannels(event, null));
            early.add(command, now);
            return;
        }
        Steer.after(found.get().getSteering(), command).ifPresent(after -> steer(found.get(), command, after));
    }

    private void steer(Admitted event, EventCommand command, Steering after) {
        event.setSteering(after);
        AdmittedKeys.put(admitted, command.getEvent(), event);
        write.toSlices(event.getLane(), command);
        write.toTracking(command.getEvent(), after);
        write.toChannels(command.getEvent(), after);
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
