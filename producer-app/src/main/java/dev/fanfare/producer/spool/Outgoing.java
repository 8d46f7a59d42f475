package dev.fanfare.producer.spool;

import dev.fanfare.producer.kafka.Message;
import dev.fanfare.producer.kafka.Outlet;
import dev.fanfare.producer.kafka.Outlets;
import dev.fanfare.producer.kafka.Pending;
import dev.fanfare.schemas.AuditEntry;
import dev.fanfare.schemas.Control;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.EventCommand;
import dev.fanfare.schemas.Lane;
import org.apache.kafka.clients.producer.Callback;

/// A record that may wait in the spool: an event, or what is asked of one.
public sealed interface Outgoing {

    Message<?> message();

    /// Where it goes.
    Outlet<?> outlet(Outlets outlets);

    /// Gives it to Kafka.
    Pending through(Outlets outlets);

    /// Names those among which its order counts: an event is not passed by what is asked of it.
    String group(Outlets outlets);

    /// @param then hears what Kafka says of it; never, where it waits in the spool
    record OfEvent(Lane lane, Message<Event> message, Callback then) implements Outgoing {

        private static final Callback NOBODY = (_, _) -> {};

        public OfEvent(Lane lane, Message<Event> message) {
            this(lane, message, NOBODY);
        }

        /// The same, of which `then` hears.
        public OfEvent heardBy(Callback then) {
            return new OfEvent(lane, message, then);
        }

        @Override
        public Outlet<Event> outlet(Outlets outlets) {
            return outlets.events(lane);
        }

        @Override
        public Pending through(Outlets outlets) {
            return outlet(outlets).send(message, then);
        }

        @Override
        public String group(Outlets outlets) {
            return "events/" + outlet(outlets).partition(message.owner());
        }
    }

    record OfCommand(Message<EventCommand> message) implements Outgoing {
        @Override
        public Outlet<EventCommand> outlet(Outlets outlets) {
            return outlets.commands();
        }

        @Override
        public Pending through(Outlets outlets) {
            return outlet(outlets).send(message);
        }

        @Override
        public String group(Outlets outlets) {
            return "events/" + outlet(outlets).partition(message.owner());
        }
    }

    record OfControl(Message<Control> message) implements Outgoing {
        @Override
        public Outlet<Control> outlet(Outlets outlets) {
            return outlets.controls();
        }

        @Override
        public Pending through(Outlets outlets) {
            return outlet(outlets).send(message);
        }

        @Override
        public String group(Outlets outlets) {
            return "controls";
        }
    }

    record OfAudit(Message<AuditEntry> message) implements Outgoing {
        @Override
        public Outlet<AuditEntry> outlet(Outlets outlets) {
            return outlets.audit();
        }

        @Override
        public Pending through(Outlets outlets) {
            return outlet(outlets).send(message);
        }

        @Override
        public String group(Outlets outlets) {
            return "audit";
        }
    }
}
