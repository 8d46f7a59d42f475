package dev.fanfare.track.replays;

import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/// Lets tests of the topology ask for a replay as callers would.
public final class ReplaysInStore {

    public static final String NAME = ReplayStore.NAME;

    private ReplaysInStore() {}

    /// As `STATE DONE of MATCHED, N skipped`.
    public static String inWords(KeyValueStore<Bytes, byte[]> store, String id) {
        ReplayView view = ReplayStore.find(store, id).map(ReplayView::of).orElseThrow();
        Long done = view.replayed() == null ? view.discarded() : view.replayed();
        return "%s %d of %d, %d skipped".formatted(view.state(), done, view.matched(), view.skipped());
    }
}
