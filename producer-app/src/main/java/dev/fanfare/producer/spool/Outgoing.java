package dev.fanfare.producer.spool;

import dev.fanfare.producer.kafka.Message;
import dev.fanfare.producer.kafka.Outlets;
import dev.fanfare.producer.kafka.Pending;
import dev.fanfare.schemas.AuditEntry;
import dev.fanfare.schemas.Control;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.EventCommand;
import dev.fanfare.schemas.Lane;

/// A record that may wait in the spool: an event, or what is asked of one.
public sealed interface Outgoing {

    Message<?> message();

    /// Gives it to Kafka.
    Pending through(Outlets outlets);

    record OfEvent(Lane lane, Message<Event> message) implements Outgoing {
        @Override
        public Pending through(Outlets outlets) {
            return outlets.events(lane).send(message);
        }
    }

    record OfCommand(Message<EventCommand> message) implements Outgoing {
        @Override
        public Pending through(Outlets outlets) {
            return outlets.commands().send(message);
        }
    }

    record OfControl(Message<Control> message) implements Outgoing {
        @Override
        public Pending through(Outlets outlets) {
            return outlets.controls().send(message);
        }
    }

    record OfAudit(Message<AuditEntry> message) implements Outgoing {
        @Override
        public Pending through(Outlets outlets) {
            return outlets.audit().send(message);
        }
    }
}
