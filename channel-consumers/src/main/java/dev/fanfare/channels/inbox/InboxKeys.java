package dev.fanfare.channels.inbox;

import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The keys of the inbox store. No id holds a line feed, so nothing of one person lies between two entries of another.
final class InboxKeys {

    private static final Pattern PLACE = Pattern.compile("[0-9a-f]{16}[\\x21-\\x7e]{1,200}");
    private static final Instant FARTHEST = Instant.ofEpochMilli(Long.MAX_VALUE);

    /// The first item key of any person's is above this, the last one below [#afterItems].
    static String beforeItems(String recipient) {
        return recipient + "\ni";
    }

    static String afterItems(String recipient) {
        return recipient + "\nj";
    }

    private InboxKeys() {}

    /// An item's place in its person's inbox, as cursors carry it.
    static String placeIn(String itemKey, String recipient) {
        return itemKey.substring(beforeItems(recipient).length());
    }

    /// Whether a text from outside can be one.
    static boolean isPlace(String text) {
        return PLACE.matcher(text).matches();
    }

    /// Above the item at this place and below the next one; where there is no place, above all items.
    static String behind(String recipient, @Nullable String place) {
        return place == null ? beforeItems(recipient) : beforeItems(recipient) + place + "\n";
    }

    static String count(String recipient) {
        return recipient + "\nc";
    }

    /// The newest first.
    static String item(String recipient, Instant createdAt, String id) {
        return beforeItems(recipient) + hex(Long.MAX_VALUE - createdAt.toEpochMilli()) + id;
    }

    static String place(String recipient, String id) {
        return recipient + "\np" + id;
    }

    /// Over all persons, by the time of the end.
    static String due(Instant expiresAt, String recipient, String id) {
        return dueUntil(expiresAt) + recipient + "\n" + id;
    }

    static String dueUntil(Instant time) {
        return "\n" + hex(millis(time)) + "\n";
    }

    /// The time in a key of [#due].
    static Instant endOf(String due) {
        return Instant.ofEpochMilli(Long.parseLong(due, 1, 17, 16));
    }

    /// Over all persons, by the time at which it came; behind all of [#due].
    static String came(Instant createdAt, String recipient, String id) {
        return cameBy(createdAt) + recipient + "\n" + id;
    }

    static String cameBy(Instant time) {
        return "\n~" + hex(millis(time)) + "\n";
    }

    /// The time in a key of [#came].
    static Instant cameAt(String came) {
        return Instant.ofEpochMilli(Long.parseLong(came, 2, 18, 16));
    }

    /// Who was erased, by a hash: before all of [#due].
    static String erased(String hash) {
        return "\n!" + hash;
    }

    /// Likewise, in the order of time.
    static String erasedAt(Instant at, String hash) {
        return "\n\"" + hex(millis(at)) + hash;
    }

    private static long millis(Instant time) {
        return time.isBefore(Instant.EPOCH)
                ? 0
                : time.isAfter(FARTHEST) ? FARTHEST.toEpochMilli() : time.toEpochMilli();
    }

    private static String hex(long value) {
        return HexFormat.of().toHexDigits(value);
    }
}
