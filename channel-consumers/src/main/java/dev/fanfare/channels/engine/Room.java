package dev.fanfare.channels.engine;

import java.util.concurrent.atomic.AtomicInteger;

/// The permits of one channel: one for each record that was taken and is not done with.
public final class Room {

    /// How many times the room may wait beside it.
    private static final int PARKED_ROOMS = 8;

    private final LaneShares shares;
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicInteger parked = new AtomicInteger();

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

    /// Gives a permit up while its record waits behind another of the same recipient, so that one slow endpoint with
    /// many records holds up nobody else; false where so many wait already that the memory is at stake.
    boolean park() {
        if (parked.incrementAndGet() > PARKED_ROOMS * shares.inFlight()) {
            parked.decrementAndGet();
            return false;
        }
        release();
        return true;
    }

    /// Takes a permit back; there may be none free, so that a few more than the room has are under way for a moment.
    void unpark() {
        parked.decrementAndGet();
        take();
    }
}
