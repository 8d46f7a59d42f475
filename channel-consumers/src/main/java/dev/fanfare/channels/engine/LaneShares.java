package dev.fanfare.channels.engine;

import dev.fanfare.schemas.Lane;

/// How a channel's one in-flight room is shared: a lane is open while so much of it is free that a whole poll fits in.
///
/// @param inFlight sends under way at once, from 1
public record LaneShares(int inFlight) {

    private static final int MOST_A_POLL = 100;
    private static final int POLLED_PART = 20;
    private static final int RESERVED_PART = 5;

    /// `max.poll.records`: 100, or less in a small room, which would else stand half empty before a lane opens again.
    public int pollRecords() {
        return Math.clamp(inFlight / POLLED_PART, 1, MOST_A_POLL);
    }

    /// Whether `lane` may be polled while so many permits are free.
    boolean open(Lane lane, int free) {
        int needed =
                switch (lane) {
                    case EXPRESS -> pollRecords();
                    case STANDARD -> pollRecords() + (pollRecords() + 1) / 2;
                    case BULK -> Math.max(2 * pollRecords(), pollRecords() + reserved());
                };
        return free >= Math.min(needed, inFlight);
    }

    /// What bulk never takes.
    private int reserved() {
        return inFlight / RESERVED_PART;
    }
}
