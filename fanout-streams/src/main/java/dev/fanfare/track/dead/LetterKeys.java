package dev.fanfare.track.dead;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.apache.kafka.common.utils.Bytes;

/// Where things stand in the store of dead letters.
///
/// - `d`, id (20): when it came (8), and the letter itself.
/// - `t` for deliveries and `b` for records of `events.dlt`, time reversed (8), id (20): the letter's head. So lists
/// and replays walk heads alone, newest first.
/// - `n`, channel, line feed, reason: how many there are.
/// - `g`, id: which replay left (4), and when (8); `o`, time (8), id: the order in which that is forgotten.
/// - `j`, replay: this partition's part in a replay.
/// - `x`, `y`: who was erased ([dev.fanfare.streams.ErasureMarks]); `z`, recipient: an erasure under way.
final class LetterKeys {

    static final char LEFT_BY_TIME = 'o';
    static final byte PARTS = 'j';
    /// Bytes of a place in the order by time.
    static final int PLACE = Long.BYTES + LetterId.BYTES;

    private static final int TAG = 1;
    private static final int HASH = Integer.BYTES;
    private static final byte LETTER = 'd';
    private static final byte COUNT = 'n';
    private static final byte LEFT = 'g';
    private static final byte ERASURE = 'z';

    private LetterKeys() {}

    static Bytes letter(LetterId id) {
        return tagged(LETTER, id.bytes());
    }

    /// The letters whose ids begin with a recipient's hash; both ends are in it.
    static Range ofHash(int hash) {
        byte[] first = ByteBuffer.allocate(LetterId.BYTES).putInt(hash).array();
        byte[] last = first.clone();
        Arrays.fill(last, HASH, last.length, (byte) 0xff);
        return new Range(tagged(LETTER, first), tagged(LETTER, last));
    }

    static LetterId idOf(Bytes letter) {
        return new LetterId(Arrays.copyOfRange(letter.get(), TAG, TAG + LetterId.BYTES));
    }

    /// The place of a letter in the order by time; in every partition and instance the same order.
    static byte[] place(Instant at, LetterId id) {
        return ByteBuffer.allocate(PLACE)
                .putLong(Long.MAX_VALUE - at.toEpochMilli())
                .put(id.bytes())
                .array();
    }

    static Instant timeAt(byte[] place) {
        return Instant.ofEpochMilli(Long.MAX_VALUE - ByteBuffer.wrap(place).getLong());
    }

    static LetterId idAt(byte[] place) {
        return new LetterId(Arrays.copyOfRange(place, Long.BYTES, PLACE));
    }

    static Bytes head(LetterKind kind, byte[] place) {
        return tagged(kind.tag(), place);
    }

    /// Where those that came at `time` or before begin.
    static Bytes from(LetterKind kind, Instant time) {
        long reversed = Long.MAX_VALUE - Math.max(0, time.toEpochMilli());
        return tagged(
                kind.tag(), ByteBuffer.allocate(Long.BYTES).putLong(reversed).array());
    }

    /// The key behind a place.
    static Bytes behind(LetterKind kind, byte[] place) {
        return tagged(kind.tag(), Arrays.copyOf(place, place.length + 1));
    }

    /// Behind the last head.
    static Bytes end(LetterKind kind) {
        return Bytes.wrap(new byte[] {(byte) (kind.tag() + 1)});
    }

    static byte[] placeOf(Bytes head) {
        return Arrays.copyOfRange(head.get(), TAG, TAG + PLACE);
    }

    static Bytes count(String channel, String reason) {
        return tagged(COUNT, (channel + "\n" + reason).getBytes(StandardCharsets.UTF_8));
    }

    static Range counts() {
        return new Range(Bytes.wrap(new byte[] {COUNT}), Bytes.wrap(new byte[] {COUNT + 1}));
    }

    /// Channel and reason.
    static String[] counted(Bytes count) {
        return new String(count.get(), TAG, count.get().length - TAG, StandardCharsets.UTF_8).split("\n", 2);
    }

    static Bytes left(LetterId id) {
        return tagged(LEFT, id.bytes());
    }

    static Bytes erasure(String recipient) {
        return tagged(ERASURE, recipient.getBytes(StandardCharsets.UTF_8));
    }

    static Range erasures() {
        return new Range(Bytes.wrap(new byte[] {ERASURE}), Bytes.wrap(new byte[] {ERASURE + 1}));
    }

    /// What stands behind the tag of a key, as text.
    static String textAt(Bytes key) {
        return new String(key.get(), TAG, key.get().length - TAG, StandardCharsets.UTF_8);
    }

    private static Bytes tagged(byte tag, byte[] rest) {
        return Bytes.wrap(
                ByteBuffer.allocate(TAG + rest.length).put(tag).put(rest).array());
    }

    /// Keys from the first to the last.
    record Range(Bytes first, Bytes last) {}
}
