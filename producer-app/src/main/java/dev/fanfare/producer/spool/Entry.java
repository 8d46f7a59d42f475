package dev.fanfare.producer.spool;

import dev.fanfare.producer.kafka.Message;
import dev.fanfare.schemas.AuditEntry;
import dev.fanfare.schemas.Control;
import dev.fanfare.schemas.Event;
import dev.fanfare.schemas.EventCommand;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.serde.StoreCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Callback;
import org.jspecify.annotations.Nullable;

/// One record as it stands in the spool: when it was accepted, what kind it is, its key and headers, its value.
///
/// Values stand as in a local store, with the version of their schema, so that neither writing nor reading asks a
/// registry, which may be away as well.
record Entry(Instant acceptedAt, Outgoing what) {

    private static final byte EXPRESS = 'x';
    private static final byte STANDARD = 's';
    private static final byte COMMAND = 'c';
    private static final byte CONTROL = 'o';
    private static final byte AUDIT = 'a';

    private static final StoreCodec<Event> EVENTS = StoreCodec.of(Event.class);
    private static final StoreCodec<EventCommand> COMMANDS = StoreCodec.of(EventCommand.class);
    private static final StoreCodec<Control> CONTROLS = StoreCodec.of(Control.class);
    private static final StoreCodec<AuditEntry> LINES = StoreCodec.of(AuditEntry.class);

    byte[] encode() {
        return switch (what) {
            case Outgoing.OfEvent(Lane lane, Message<Event> message, Callback _) ->
                bytes(lane == Lane.EXPRESS ? EXPRESS : STANDARD, message, EVENTS);
            case Outgoing.OfCommand(Message<EventCommand> message) -> bytes(COMMAND, message, COMMANDS);
            case Outgoing.OfControl(Message<Control> message) -> bytes(CONTROL, message, CONTROLS);
            case Outgoing.OfAudit(Message<AuditEntry> message) -> bytes(AUDIT, message, LINES);
        };
    }

    /// @throws IllegalStateException where no build up to this one has written that
    static Entry decode(byte[] bytes) {
        ByteArrayInputStream rest = new ByteArrayInputStream(bytes);
        try (DataInputStream in = new DataInputStream(rest)) {
            byte kind = in.readByte();
            Instant acceptedAt = Instant.ofEpochMilli(in.readLong());
            Head head = Head.read(in);
            int from = bytes.length - rest.available();
            return new Entry(
                    acceptedAt,
                    switch (kind) {
                        case EXPRESS -> new Outgoing.OfEvent(Lane.EXPRESS, head.with(EVENTS.decode(bytes, from)));
                        case STANDARD -> new Outgoing.OfEvent(Lane.STANDARD, head.with(EVENTS.decode(bytes, from)));
                        case COMMAND -> new Outgoing.OfCommand(head.with(COMMANDS.decode(bytes, from)));
                        case CONTROL -> new Outgoing.OfControl(head.with(CONTROLS.decode(bytes, from)));
                        case AUDIT -> new Outgoing.OfAudit(head.with(LINES.decode(bytes, from)));
                        default -> throw new IllegalStateException("a kind that this build does not know: " + kind);
                    });
        } catch (IOException cut) {
            throw new IllegalStateException("shorter than what it says of itself", cut);
        }
    }

    private <T extends SpecificRecord> byte[] bytes(byte kind, Message<T> message, StoreCodec<T> codec) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(kind);
            out.writeLong(acceptedAt.toEpochMilli());
            new Head(message.owner(), message.key(), message.headers()).write(out);
            out.write(codec.encode(required(message.value())));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static <T> T required(@Nullable T value) {
        return Objects.requireNonNull(value, "deletions do not wait in the spool");
    }

    /// What stands before the value.
    private record Head(String owner, String key, Map<String, String> headers) {

        <T> Message<T> with(T value) {
            return new Message<>(owner, key, value, headers);
        }

        void write(DataOutputStream out) throws IOException {
            out.writeUTF(owner);
            out.writeUTF(key);
            out.writeByte(headers.size());
            for (Map.Entry<String, String> header : headers.entrySet()) {
                out.writeUTF(header.getKey());
                out.writeUTF(header.getValue());
            }
        }

        static Head read(DataInputStream in) throws IOException {
            String owner = in.readUTF();
            String key = in.readUTF();
            Map<String, String> headers = new LinkedHashMap<>();
            for (int left = in.readUnsignedByte(); left > 0; left--) {
                String name = in.readUTF();
                headers.put(name, in.readUTF());
            }
            return new Head(owner, key, headers);
        }
    }
}
