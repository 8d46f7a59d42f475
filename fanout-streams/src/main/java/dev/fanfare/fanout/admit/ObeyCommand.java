package dev.fanfare.fanout.admit;

import dev.fanfare.fanout.Outgoing;
import dev.fanfare.fanout.Unreadable;
import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.EventCommand;
import dev.fanfare.schemas.Topics;
import dev.fanfare.schemas.serde.Codec;
import dev.fanfare.schemas.serde.Codecs;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/// Commands about events in: a FORGET lets an event come again; this version has none of the others.
///
/// @param refused the node that takes what cannot be read
public record ObeyCommand(Topics topics, Codecs codecs, String refused)
        implements ProcessorSupplier<String, byte[], String, Outgoing> {

    @Override
    public Processor<String, byte[], String, Outgoing> get() {
        Codec<EventCommand> commands = codecs.of(topics.commands(), EventCommand.class);
        return new ContextualProcessor<>() {
            @Override
            public void process(Record<String, byte[]> record) {
                switch (commands.decode(record.value())) {
                    case Decoded.Readable<EventCommand>(var command) ->
                        obey(command, context().getStateStore(AdmittedKeys.STORE));
                    case Decoded.Absent<EventCommand>() -> refuse(record, "empty");
                    case Decoded.Unreadable<EventCommand>(var why) -> refuse(record, why);
                }
            }

            private void refuse(Record<String, byte[]> record, String why) {
                context().forward(Unreadable.of(topics, context(), record, why), refused);
            }
        };
    }

    private static void obey(EventCommand command, KeyValueStore<Bytes, byte[]> admitted) {
        switch (command.getKind()) {
            case FORGET -> AdmittedKeys.forget(admitted, command.getEvent(), command.getAt());
            case CANCEL, PAUSE, RESUME, CHANGE -> {}
        }
    }
}
