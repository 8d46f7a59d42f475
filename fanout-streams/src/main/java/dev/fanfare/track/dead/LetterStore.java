package dev.fanfare.track.dead;

import dev.fanfare.schemas.BuriedRecord;
import dev.fanfare.schemas.LetterHead;
import dev.fanfare.schemas.Names;
import dev.fanfare.schemas.letters.ReadFilter;
import dev.fanfare.schemas.serde.StoreCodec;
import dev.fanfare.track.aging.TimeOrder;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/// The dead letters of one partition. Whatever comes or leaves moves the counts with it.
final class LetterStore {

    static final String NAME = "dead-letters";
    /// What the counts call the records of `events.dlt`.
    static final String EVENTS = ReadFilter.EVENTS;
    static final StoreCodec<LetterHead> HEAD = StoreCodec.of(LetterHead.class);
    static final StoreCodec<BuriedRecord> BURIED = StoreCodec.of(BuriedRecord.class);

    private static final Duration REMEMBERED = Duration.ofDays(1);
    private static final int FORGOTTEN_AT_ONCE = 10;

    private final KeyValueStore<Bytes, byte[]> store;
    private final TimeOrder left;

    LetterStore(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
        this.left = new TimeOrder(store, LetterKeys.LEFT_BY_TIME);
    }

    static StoreBuilder<KeyValueStore<Bytes, byte[]>> builder() {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(NAME), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingEnabled(Map.of())
                .withCachingEnabled();
    }

    /// Keeps a letter, unless it is a repeat: a channel that crashed may give up the same delivery twice, also after
    /// the first was sent again.
    ///
    /// @return whether it is there now and was not before
    boolean keep(Letter letter) {
        Stage now = Stage.of(letter.head());
        if (now.compareTo(lastLeft(letter.id())) <= 0) {
            return false;
        }
        Optional<Letter> before = find(store, letter.id());
        if (before.isPresent() && Stage.of(before.get().head()).compareTo(now) >= 0) {
            return false;
        }
        before.ifPresent(this::drop);
        byte[] time = ByteBuffer.allocate(Long.BYTES)
                .putLong(letter.at().toEpochMilli())
                .array();
        store.put(LetterKeys.letter(letter.id()), concat(time, letter.bytes()));
        store.put(
                LetterKeys.head(letter.kind(), LetterKeys.place(letter.at(), letter.id())), HEAD.encode(letter.head()));
        count(letter.head(), 1);
        return true;
    }

    Optional<Letter> find(LetterId id) {
        return find(store, id);
    }

    static Optional<Letter> find(ReadOnlyKeyValueStore<Bytes, byte[]> store, LetterId id) {
        byte @Nullable [] found = store.get(LetterKeys.letter(id));
        if (found == null) {
            return Optional.empty();
        }
        Instant at = Instant.ofEpochMilli(ByteBuffer.wrap(found).getLong());
        LetterKind kind = id.isBuried() ? LetterKind.BURIED : LetterKind.DELIVERY;
        byte @Nullable [] head = store.get(LetterKeys.head(kind, LetterKeys.place(at, id)));
        return head == null
                ? Optional.empty()
                : Optional.of(
                        new Letter(id, at, HEAD.decode(head), Arrays.copyOfRange(found, Long.BYTES, found.length)));
    }

    /// It is no longer there; a repeat of it will not come back.
    void leave(Letter letter, Instant now) {
        drop(letter);
        forgetBefore(now.minus(REMEMBERED));
        Stage stage = Stage.of(letter.head());
        byte[] mark = ByteBuffer.allocate(2 * Long.BYTES + Integer.BYTES)
                .putLong(now.toEpochMilli())
                .putLong(stage.acceptedAt())
                .putInt(stage.replay())
                .array();
        byte @Nullable [] before = store.get(LetterKeys.left(letter.id()));
        if (before != null) {
            left.remove(leftAt(before), letter.id().bytes());
        }
        store.put(LetterKeys.left(letter.id()), mark);
        left.add(now, letter.id().bytes());
    }

    /// It is no longer there.
    void drop(Letter letter) {
        store.delete(LetterKeys.letter(letter.id()));
        store.delete(LetterKeys.head(letter.kind(), LetterKeys.place(letter.at(), letter.id())));
        count(letter.head(), -1);
    }

    /// What the counts call a letter's channel.
    static String channel(LetterHead head) {
        return head.getChannel() == null ? EVENTS : Names.of(head.getChannel());
    }

    private void count(LetterHead head, long more) {
        Bytes key = LetterKeys.count(channel(head), Names.of(head.getReason()));
        byte @Nullable [] before = store.get(key);
        long count = (before == null ? 0 : ByteBuffer.wrap(before).getLong()) + more;
        if (count == 0) {
            store.delete(key);
        } else {
            store.put(key, ByteBuffer.allocate(Long.BYTES).putLong(count).array());
        }
    }

    /// Of the last one that left under this id.
    private Stage lastLeft(LetterId id) {
        byte @Nullable [] mark = store.get(LetterKeys.left(id));
        return mark == null
                ? Stage.NONE
                : new Stage(
                        ByteBuffer.wrap(mark).getLong(Long.BYTES),
                        ByteBuffer.wrap(mark).getInt(2 * Long.BYTES));
    }

    /// Which letter of a delivery: an event that was forgotten may come again, and its deliveries die under the same
    /// ids.
    private record Stage(long acceptedAt, int replay) implements Comparable<Stage> {

        static final Stage NONE = new Stage(Long.MIN_VALUE, -1);
        private static final Comparator<Stage> ORDER =
                Comparator.comparingLong(Stage::acceptedAt).thenComparingInt(Stage::replay);

        static Stage of(LetterHead head) {
            Instant accepted = head.getAcceptedAt();
            return new Stage(accepted == null ? 0 : accepted.toEpochMilli(), head.getReplay());
        }

        @Override
        public int compareTo(Stage other) {
            return ORDER.compare(this, other);
        }
    }

    private void forgetBefore(Instant time) {
        for (TimeOrder.Entry old : left.upTo(time, FORGOTTEN_AT_ONCE)) {
            left.remove(old.at(), old.what());
            store.delete(LetterKeys.left(new LetterId(old.what())));
        }
    }

    private static Instant leftAt(byte[] mark) {
        return Instant.ofEpochMilli(ByteBuffer.wrap(mark).getLong());
    }

    private static byte[] concat(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }
}
