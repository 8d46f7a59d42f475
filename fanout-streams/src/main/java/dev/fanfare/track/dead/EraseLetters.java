package dev.fanfare.track.dead;

import dev.fanfare.schemas.ErasedPeople;
import dev.fanfare.schemas.Erasure;
import dev.fanfare.streams.ErasureMarks;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Erasures in: that person's dead letters leave the table, so many at once and the rest between other work.
@SuppressWarnings("NullAway.Init")
final class EraseLetters implements Processor<byte[], Erasure, Void, Void> {

    private static final int AT_ONCE = 500;
    private static final Duration BETWEEN = Duration.ofMillis(10);

    private ProcessorContext<Void, Void> context;
    private KeyValueStore<Bytes, byte[]> store;
    private LetterStore letters;
    private ErasedPeople erased;
    private @Nullable Cancellable timer;

    /// How far an erasure has come.
    ///
    /// @param from the key to look at next
    private record Work(String recipient, Instant at, Bytes from) {

        static Work read(KeyValue<Bytes, byte[]> entry) {
            byte[] value = entry.value;
            return new Work(
                    LetterKeys.textAt(entry.key),
                    Instant.ofEpochMilli(ByteBuffer.wrap(value).getLong()),
                    Bytes.wrap(Arrays.copyOfRange(value, Long.BYTES, value.length)));
        }

        byte[] value() {
            return ByteBuffer.allocate(Long.BYTES + from.get().length)
                    .putLong(at.toEpochMilli())
                    .put(from.get())
                    .array();
        }
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        this.context = context;
        store = context.getStateStore(LetterStore.NAME);
        letters = new LetterStore(store);
        erased = ErasureMarks.in(store);
        goOnWhileAnyIsLeft();
    }

    @Override
    public void process(Record<byte[], Erasure> read) {
        Erasure erasure = read.value();
        erased.erase(erasure.getRecipient(), erasure.getAt());
        drop(new Work(
                erasure.getRecipient(),
                erasure.getAt(),
                LetterKeys.ofHash(DeadLetters.hash(erasure.getRecipient())).first()));
        goOnWhileAnyIsLeft();
    }

    private void drop(Work work) {
        List<Bytes> theirs = new ArrayList<>();
        Bytes last = LetterKeys.ofHash(DeadLetters.hash(work.recipient())).last();
        try (KeyValueIterator<Bytes, byte[]> walk = store.range(work.from(), last)) {
            while (walk.hasNext() && theirs.size() < AT_ONCE) {
                theirs.add(walk.next().key);
            }
        }
        theirs.stream()
                .map(key -> letters.find(LetterKeys.idOf(key)))
                .flatMap(Optional::stream)
                .filter(letter -> isTheirs(letter, work))
                .forEach(letters::drop);
        Bytes key = LetterKeys.erasure(work.recipient());
        if (theirs.size() < AT_ONCE) {
            store.delete(key);
        } else {
            byte[] looked = theirs.getLast().get();
            Bytes next = Bytes.wrap(Arrays.copyOf(looked, looked.length + 1));
            store.put(key, new Work(work.recipient(), work.at(), next).value());
        }
    }

    private static boolean isTheirs(Letter letter, Work work) {
        Instant acceptedAt = letter.head().getAcceptedAt();
        return work.recipient().equals(letter.head().getRecipient())
                && acceptedAt != null
                && acceptedAt.isBefore(work.at());
    }

    private Optional<Work> first() {
        LetterKeys.Range all = LetterKeys.erasures();
        try (KeyValueIterator<Bytes, byte[]> left = store.range(all.first(), all.last())) {
            return left.hasNext() ? Optional.of(Work.read(left.next())) : Optional.empty();
        }
    }

    private void goOnWhileAnyIsLeft() {
        if (timer == null && first().isPresent()) {
            timer = context.schedule(BETWEEN, PunctuationType.WALL_CLOCK_TIME, _ -> goOn());
        }
    }

    private void goOn() {
        first().ifPresent(this::drop);
        if (first().isEmpty()) {
            close();
        }
    }

    /// Streams may begin again with this same instance.
    @Override
    public void close() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
