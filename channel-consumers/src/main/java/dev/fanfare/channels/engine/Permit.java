package dev.fanfare.channels.engine;

/// One record's place in the room: held from the poll on, given up while the record only waits behind another of its
/// recipient.
final class Permit {

    private final Room room;
    private boolean begun;
    private boolean parked;

    /// Taken already.
    Permit(Room room) {
        this.room = room;
    }

    /// The record waits: others may have its place, as long as not too many wait.
    synchronized void waits() {
        if (!begun) {
            parked = room.park();
        }
    }

    /// The record's turn has come.
    synchronized void begins() {
        begun = true;
        if (parked) {
            room.unpark();
        }
    }

    /// The record is done with.
    void ends() {
        room.release();
    }
}
