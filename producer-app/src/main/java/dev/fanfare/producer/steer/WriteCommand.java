package dev.fanfare.producer.steer;

import dev.fanfare.producer.kafka.Message;
import dev.fanfare.producer.kafka.Outlets;
import dev.fanfare.schemas.CommandKind;
import dev.fanfare.schemas.Control;
import dev.fanfare.schemas.EventCommand;
import dev.fanfare.schemas.EventControl;
import dev.fanfare.schemas.Steering;
import dev.fanfare.schemas.Topics;
import java.util.Map;

/// Writes what is asked of an event, and returns once that is durable.
///
/// A cancel goes to the channels as well, from here: it must hold within a second although no fan-out is running. It
/// stands before all else that may be asked, so it needs nothing that only fan-out knows.
final class WriteCommand {

    private final Outlets outlets;

    WriteCommand(Outlets outlets) {
        this.outlets = outlets;
    }

    void write(EventCommand command) {
        String event = command.getEvent();
        outlets.commands().send(Message.of(event, command)).acknowledged();
        if (command.getKind() == CommandKind.CANCEL) {
            Steering cancelled = new Steering(true, false, null, null, command.getAt());
            String key = Topics.controlKey(event);
            outlets.controls()
                    .send(new Message<>(event, key, new Control(new EventControl(event, cancelled)), Map.of()))
                    .acknowledged();
        }
    }
}
