package dev.fanfare.track.replays;

import dev.fanfare.schemas.ReplayProgress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/// Shares a rate out to the partitions by what each has left, so that together they keep it and end at the same time: a
/// pure rule.
final class SharePace {

    private SharePace() {}

    /// Nothing for anybody while one that is heard of still counts.
    ///
    /// @param parts by partition
    /// @param isHeard whether a partition has told anything lately; what another was given is not waited for
    static List<Double> of(int perSecond, List<ReplayProgress> parts, IntPredicate isHeard) {
        long left = 0;
        boolean counting = false;
        for (ReplayProgress part : parts) {
            if (isHeard.test(part.getPartition())) {
                counting |= !part.getCounted() && !part.getEnded();
                left += left(part);
            }
        }
        List<Double> shares = new ArrayList<>();
        for (ReplayProgress part : parts) {
            boolean goes = !counting && left > 0 && isHeard.test(part.getPartition());
            shares.add(goes ? (double) perSecond * left(part) / left : 0.0);
        }
        return shares;
    }

    private static long left(ReplayProgress part) {
        return part.getEnded() ? 0 : Math.max(0, part.getMatched() - part.getDone() - part.getSkipped());
    }
}
