package dev.fanfare.channels.inbox;

import dev.fanfare.schemas.ErasedPeople;
import dev.fanfare.schemas.ErasedPeople.Mark;
import dev.fanfare.schemas.InboxEntry;
import dev.fanfare.schemas.InboxPlace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Who was erased, in the store of inboxes, which keeps no time of the last erasure of anybody.
final class ErasureMarks implements ErasedPeople.Marks {

    private final KeyValueStore<String, InboxEntry> store;

    private ErasureMarks(KeyValueStore<String, InboxEntry> store) {
        this.store = store;
    }

    /// Those whose marks stand in this store.
    static ErasedPeople in(KeyValueStore<String, InboxEntry> store) {
        return new ErasedPeople(new ErasureMarks(store));
    }

    @Override
    public @Nullable Instant of(String hash) {
        InboxEntry mark = store.get(InboxKeys.erased(hash));
        return mark != null && mark.getContent() instanceof InboxPlace place ? place.getCreatedAt() : null;
    }

    @Override
    public Instant latest() {
        return Instant.MAX;
    }

    @Override
    public void put(String hash, Instant at) {
        InboxEntry mark = new InboxEntry(new InboxPlace("", hash, at));
        store.put(InboxKeys.erased(hash), mark);
        store.put(InboxKeys.erasedAt(at, hash), mark);
    }

    @Override
    public void forget(String hash, Instant at) {
        store.delete(InboxKeys.erased(hash));
        store.delete(InboxKeys.erasedAt(at, hash));
    }

    @Override
    public List<Mark> before(Instant time, int most) {
        List<Mark> old = new ArrayList<>();
        try (var order = store.range(InboxKeys.erasedAt(Instant.EPOCH, ""), InboxKeys.erasedAt(time, ""))) {
            while (order.hasNext() && old.size() < most) {
                if (order.next().value.getContent() instanceof InboxPlace place) {
                    old.add(new Mark(place.getId(), place.getCreatedAt()));
                }
            }
        }
        return old;
    }
}
