package dev.fanfare.channels.engine;

import java.util.concurrent.atomic.AtomicInteger;

/// The permits of one channel: one for each record that was taken and is not done with.
public final class Room {

    private final LaneShares shares;
    private final AtomicInteger taken = new AtomicInteger();

    public Room(LaneShares shares) {
        this.shares = shares;
    }

    LaneShares shares() {
        return shares;
    }

    /// Records under way now.
    public int inFlight() {
        return taken.get();
    }

    int free() {
        return shares.inFlight() - taken.get();
    }

    void take() {
        taken.incrementAndGet();
    }

    void release() {
        taken.decrementAndGet();
    }
}
