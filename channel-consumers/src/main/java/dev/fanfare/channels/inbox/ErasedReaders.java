package dev.fanfare.channels.inbox;

import dev.fanfare.schemas.InboxEntry;
import dev.fanfare.schemas.InboxPlace;
import dev.fanfare.schemas.Retention;
import dev.fanfare.schemas.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Who was erased, and when, by a hash of the id: a delivery of an event that was accepted before is told to nobody.
///
/// Known for a year and a day; then a later erasure takes it away.
final class ErasedReaders {

    private static final Duration REMEMBERED = Retention.ERASURES;
    private static final int FORGOTTEN_AT_ONCE = 10;
    private static final int HASH = 32;

    private final KeyValueStore<String, InboxEntry> store;

    ErasedReaders(KeyValueStore<String, InboxEntry> store) {
        this.store = store;
    }

    void erase(String recipient, Instant at) {
        forgetBefore(at.minus(REMEMBERED));
        String hash = hash(recipient);
        Instant before = time(hash);
        if (before != null) {
            store.delete(InboxKeys.erasedAt(before, hash));
        }
        Instant time = before == null || at.isAfter(before) ? at : before;
        InboxEntry mark = new InboxEntry(new InboxPlace("", hash, time));
        store.put(InboxKeys.erased(hash), mark);
        store.put(InboxKeys.erasedAt(time, hash), mark);
    }

    /// Whether this person was erased after this was accepted.
    boolean isErased(String recipient, Instant acceptedAt) {
        Instant time = time(hash(recipient));
        return time != null && acceptedAt.isBefore(time);
    }

    private @Nullable Instant time(String hash) {
        InboxEntry mark = store.get(InboxKeys.erased(hash));
        return mark != null && mark.getContent() instanceof InboxPlace place ? place.getCreatedAt() : null;
    }

    private void forgetBefore(Instant time) {
        List<KeyValue<String, InboxEntry>> old = new ArrayList<>();
        try (var order = store.range(InboxKeys.erasedAt(Instant.EPOCH, ""), InboxKeys.erasedAt(time, ""))) {
            while (order.hasNext() && old.size() < FORGOTTEN_AT_ONCE) {
                old.add(order.next());
            }
        }
        for (KeyValue<String, InboxEntry> one : old) {
            store.delete(one.key);
            if (one.value.getContent() instanceof InboxPlace place) {
                store.delete(InboxKeys.erased(place.getId()));
            }
        }
    }

    private static String hash(String recipient) {
        byte[] digest = Sha256.of(recipient.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest).substring(0, HASH);
    }
}
