package dev.fanfare.channels.engine;

import dev.fanfare.schemas.Lane;

/// How a channel's one in-flight room is shared.
///
/// Of express and standard a poll or more is taken beyond what there is room for, and waits in memory, so that no place
/// is empty until the next poll. Bulk is polled only while it leaves a fifth of the room to the others.
///
/// @param inFlight sends under way at once, from 1
public record LaneShares(int inFlight) {

    private static final int MOST_A_POLL = 100;
    private static final int POLLED_PART = 20;
    private static final int RESERVED_PART = 5;
    private static final int EXPRESS_PART = 100;
    private static final int POLLS_OF_EXPRESS = 3;

    /// `max.poll.records`: 100, or less in a small room.
    public int pollRecords() {
        return Math.clamp(inFlight / POLLED_PART, 1, MOST_A_POLL);
    }

    /// Up to how many calls may be under way when one of this lane begins; the last hundredth, and one of two places at
    /// the least, is for express alone.
    int places(Lane lane) {
        return switch (lane) {
            case EXPRESS -> inFlight;
            case STANDARD, BULK -> inFlight == 1 ? 1 : inFlight - Math.max(1, inFlight / EXPRESS_PART);
        };
    }

    /// Whether `lane` may be polled while so many records are taken that have not been answered.
    boolean open(Lane lane, int taken) {
        int free = inFlight - taken;
        return switch (lane) {
            case EXPRESS -> free > -POLLS_OF_EXPRESS * pollRecords();
            case STANDARD -> free > -pollRecords();
            case BULK -> free >= Math.min(inFlight, Math.max(2 * pollRecords(), pollRecords() + reserved()));
        };
    }

    /// What bulk never takes.
    private int reserved() {
        return inFlight / RESERVED_PART;
    }
}
