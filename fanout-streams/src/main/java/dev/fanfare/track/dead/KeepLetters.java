package dev.fanfare.track.dead;

import dev.fanfare.schemas.Bury;
import dev.fanfare.schemas.DeadLetter;
import dev.fanfare.schemas.Decoded;
import dev.fanfare.schemas.Delivery;
import dev.fanfare.schemas.ErasedPeople;
import dev.fanfare.schemas.LetterHead;
import dev.fanfare.schemas.Reason;
import dev.fanfare.schemas.serde.Codec;
import dev.fanfare.streams.ErasureMarks;
import dev.fanfare.streams.Unread;
import java.time.Instant;
import java.util.OptionalInt;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;

/// What stands on the dead-letter topics in; out, what of it cannot be read.
@SuppressWarnings("NullAway.Init")
final class KeepLetters implements Processor<byte[], byte[], byte[], Unread> {

    private final DeadLetters.Parts parts;
    private ProcessorContext<byte[], Unread> context;
    private LetterStore letters;
    private ErasedPeople erased;
    private AgeLetters age;

    KeepLetters(DeadLetters.Parts parts) {
        this.parts = parts;
    }

    @Override
    public void init(ProcessorContext<byte[], Unread> context) {
        this.context = context;
        KeyValueStore<Bytes, byte[]> store = context.getStateStore(LetterStore.NAME);
        letters = new LetterStore(store);
        erased = ErasureMarks.in(store);
        age = new AgeLetters(context, store, parts.aging());
    }

    @Override
    public void process(Record<byte[], byte[]> read) {
        RecordMetadata from = context.recordMetadata().orElseThrow();
        if (from.topic().equals(parts.topics().eventsDlt().name())) {
            keepBuried(read, from);
            return;
        }
        Codec<DeadLetter> codec = parts.letters(from.topic());
        switch (codec.decode(read.value())) {
            case Decoded.Readable<DeadLetter>(DeadLetter letter) -> keep(read, letter, from);
            case Decoded.Unreadable<DeadLetter>(String why) -> bury(read, why, from);
            case Decoded.Absent<DeadLetter>() -> bury(read, "no value", from);
        }
    }

    private void keep(Record<byte[], byte[]> read, DeadLetter letter, RecordMetadata from) {
        Delivery delivery = letter.getDelivery();
        OptionalInt owner = parts.topics().partitioning().ofDelivery(delivery.getId());
        if (owner.isEmpty() || owner.getAsInt() != from.partition()) {
            bury(read, "no delivery id of a recipient of this partition", from);
            return;
        }
        if (!from.topic()
                .equals(parts.topics().deadLetters(delivery.getChannel()).name())) {
            bury(read, "a delivery of another channel", from);
            return;
        }
        if (!erased.isErased(delivery.getRecipient(), delivery.getAcceptedAt())) {
            keep(LetterId.ofDelivery(delivery.getId()), read, ReadLetter.head(letter), read.value());
        }
    }

    private void keepBuried(Record<byte[], byte[]> read, RecordMetadata from) {
        byte[] value = Bury.value(read.value());
        LetterHead head = ReadLetter.head(read.headers(), parts.events());
        keep(
                LetterId.ofBuried(from.partition(), from.offset()),
                read,
                head,
                LetterStore.BURIED.encode(ReadLetter.buried(Bury.key(read.key()), value, read.headers())));
    }

    private void keep(LetterId id, Record<byte[], byte[]> read, LetterHead head, byte[] bytes) {
        Letter letter = new Letter(id, Instant.ofEpochMilli(read.timestamp()), head, bytes);
        if (letters.keep(letter)) {
            age.came(letter);
        }
    }

    private void bury(Record<byte[], byte[]> read, String why, RecordMetadata from) {
        Record<byte[], Unread> buried =
                read.withKey(Bury.key(read.key())).withValue(new Unread(Bury.value(read.value()), from.partition()));
        String origin = from.topic() + "-" + from.partition() + "@" + from.offset();
        Bury.explain(buried.headers(), Reason.UNREADABLE, why, origin, read.value());
        context.forward(buried.withTimestamp(context.currentSystemTimeMs()));
    }

    @Override
    public void close() {
        age.stop();
    }
}
