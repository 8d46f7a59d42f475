package dev.fanfare.channels.engine;

/// One record's place in the room: held from the poll until the answer, but not while the record only waits behind
/// another of its recipient.
final class Permit {

    private final Room room;
    private boolean begun;
    private boolean parked;
    private boolean writes;

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

    /// The record's turn has come; returns when there is a place for its call.
    void begins(Urgency urgency) {
        hasItsTurn();
        room.enter(urgency);
    }

    private synchronized void hasItsTurn() {
        begun = true;
        if (parked) {
            room.unpark();
        }
    }

    /// The call has ended, and what replaces the record is about to be written. On the thread of the record.
    void answered() {
        writes = writes || room.write();
    }

    /// The record is done with. On its thread.
    void ends() {
        if (writes) {
            room.written();
        } else {
            room.leave();
        }
    }
}
