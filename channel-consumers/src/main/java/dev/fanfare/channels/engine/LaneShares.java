package dev.fanfare.channels.engine;

import dev.fanfare.schemas.Lane;

/// How a channel's one in-flight room is shared.
///
/// Of each lane a poll or more is taken beyond what it has places for, and waits in memory, so that none is empty until
/// the next poll, or for want of a whole one. A fifth of the places is never bulk's.
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

    /// Up to how many calls may be under way when one of this lane begins: the last hundredth, and one of two places at
    /// the least, is for express alone, and the last fifth is not for bulk.
    int places(Lane lane) {
        return switch (lane) {
            case EXPRESS -> inFlight;
            case STANDARD -> inFlight == 1 ? 1 : inFlight - Math.max(1, inFlight / EXPRESS_PART);
            case BULK -> Math.min(places(Lane.STANDARD), inFlight - inFlight / RESERVED_PART);
        };
    }

    /// Whether `lane` may be polled while so many records are taken that have not been answered.
    boolean open(Lane lane, int taken) {
        return switch (lane) {
            case EXPRESS -> taken < inFlight + POLLS_OF_EXPRESS * pollRecords();
            case STANDARD -> taken < inFlight + pollRecords();
            case BULK -> taken < places(lane) + pollRecords();
        };
    }
}
