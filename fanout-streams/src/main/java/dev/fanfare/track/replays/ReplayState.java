package dev.fanfare.track.replays;

import dev.fanfare.schemas.ReplayProgress;
import dev.fanfare.schemas.ReplayStatus;
import java.util.function.ToLongFunction;

/// What the reports of its partitions say of a replay as a whole.
enum ReplayState {
    /// What matches is being counted.
    COUNTING,
    RUNNING,
    STOPPING,
    STOPPED,
    DONE;

    static ReplayState of(ReplayStatus status) {
        if (status.getEndedAt() != null) {
            return status.getStopped() == null ? DONE : STOPPED;
        }
        if (status.getStopped() != null) {
            return STOPPING;
        }
        return counted(status) ? RUNNING : COUNTING;
    }

    static boolean counted(ReplayStatus status) {
        return status.getParts().stream().allMatch(part -> part.getCounted() || part.getEnded());
    }

    static boolean ended(ReplayStatus status) {
        return status.getParts().stream().allMatch(ReplayProgress::getEnded);
    }

    static long sum(ReplayStatus status, ToLongFunction<ReplayProgress> count) {
        return status.getParts().stream().mapToLong(count).sum();
    }
}
