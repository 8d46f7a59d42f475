package dev.fanfare.producer.steer;

import dev.fanfare.producer.audit.AuditLine;
import dev.fanfare.producer.kafka.Message;
import dev.fanfare.producer.keys.Caller;
import dev.fanfare.producer.spool.Keeper;
import dev.fanfare.producer.spool.Outgoing;
import dev.fanfare.schemas.CommandKind;
import dev.fanfare.schemas.Control;
import dev.fanfare.schemas.EventCommand;
import dev.fanfare.schemas.EventControl;
import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.Steering;
import dev.fanfare.schemas.Topics;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Writes what is asked of an event, and returns once that is durable.
///
/// A cancel goes to the channels as well, from here: it must hold within a second although no fan-out is running. It
/// stands before all else that may be asked, so it needs nothing that only fan-out knows.
///
/// A line of the audit is written beside it.
final class WriteCommand {

    private final Keeper keeper;

    WriteCommand(Keeper keeper) {
        this.keeper = keeper;
    }

    /// @return whether it waits in the spool for Kafka
    boolean write(EventCommand command, Caller caller) {
        String event = command.getEvent();
        boolean spooled = keeper.keep(
                new Outgoing.OfAudit(line(command, caller).at(command.getAt())),
                new Outgoing.OfCommand(Message.of(event, command)));
        if (command.getKind() != CommandKind.CANCEL) {
            return spooled;
        }
        Steering cancelled = new Steering(true, false, null, null, command.getAt(), null, null, null);
        Control control = new Control(new EventControl(event, cancelled));
        return keeper.keep(new Outgoing.OfControl(new Message<>(event, Topics.controlKey(event), control, Map.of())))
                || spooled;
    }

    private static AuditLine line(EventCommand command, Caller caller) {
        return new AuditLine(caller, "event." + Names.of(command.getKind()), command.getEvent(), changed(command));
    }

    /// As a caller would say it again.
    private static @Nullable String changed(EventCommand command) {
        String changes = Stream.of(
                        command.getSendAt() == null ? "" : "sendat=" + command.getSendAt(),
                        command.getExpiresAt() == null ? "" : "expiresat=" + command.getExpiresAt(),
                        command.getPriority() == null ? "" : "priority=" + Names.of(command.getPriority()))
                .filter(change -> !change.isEmpty())
                .collect(Collectors.joining(" "));
        return changes.isEmpty() ? null : changes;
    }
}
