package dev.fanfare.channels.engine;

import java.util.concurrent.atomic.AtomicInteger;

/// What of one channel is under way: records that were taken and are not answered, the places of their calls, and what
/// waits or is written beside them.
public final class Room {

    /// How many times the room may wait beside it.
    private static final int PARKED_ROOMS = 8;

    private final LaneShares shares;
    private final Places places;
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicInteger parked = new AtomicInteger();
    private final AtomicInteger writing = new AtomicInteger();

    public Room(LaneShares shares) {
        this.shares = shares;
        this.places = new Places(shares);
    }

    LaneShares shares() {
        return shares;
    }

    /// Records that have the place of a call, also where they still wait for a pause, a breaker or a rate.
    int inFlight() {
        return places.taken();
    }

    /// Records that were taken and have had no answer, apart from those that wait behind another of their recipient.
    int taken() {
        return taken.get();
    }

    /// Whether nothing is under way.
    boolean isEmpty() {
        return taken.get() == 0 && writing.get() == 0;
    }

    void take() {
        taken.incrementAndGet();
    }

    /// Waits for the place of a call.
    void enter(Urgency urgency) {
        places.enter(urgency);
    }

    /// Of a record that has a place, and is done with.
    void leave() {
        places.leave();
        taken.decrementAndGet();
    }

    /// Gives a permit up while its record waits behind another of the same recipient, so that one slow endpoint with
    /// many records holds up nobody else; false where so many wait already that the memory is at stake.
    boolean park() {
        if (parked.incrementAndGet() > PARKED_ROOMS * shares.inFlight()) {
            parked.decrementAndGet();
            return false;
        }
        taken.decrementAndGet();
        return true;
    }

    /// Takes a permit back; there may be none free, so that a few more than the room has are under way for a moment.
    void unpark() {
        parked.decrementAndGet();
        take();
    }

    /// Gives the place of a call up while what replaces its record is written; false where as many are being written
    /// as there are places, which is when Kafka does not answer.
    boolean write() {
        if (writing.incrementAndGet() > shares.inFlight()) {
            writing.decrementAndGet();
            return false;
        }
        leave();
        return true;
    }

    void written() {
        writing.decrementAndGet();
    }
}
