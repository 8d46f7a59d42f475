package dev.fanfare.producer.live;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The streams that this door holds open: bounded, so that there is room for other calls, and ended when it stops.
public final class OpenStreams {

    private final Set<Follow> open = ConcurrentHashMap.newKeySet();
    private final int most;
    private boolean closed;

    public OpenStreams(int most) {
        this.most = most;
    }

    /// @return whether there is room for one more
    synchronized boolean add(Follow stream) {
        return !closed && open.size() < most && open.add(stream);
    }

    void remove(Follow stream) {
        open.remove(stream);
    }

    public int count() {
        return open.size();
    }

    /// Ends all, and lets none in any more.
    public synchronized void closeAll() {
        closed = true;
        open.forEach(Follow::close);
    }
}
