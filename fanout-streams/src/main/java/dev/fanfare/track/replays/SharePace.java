package dev.fanfare.track.replays;

import dev.fanfare.schemas.ReplayProgress;
import java.util.ArrayList;
import java.util.List;

/// Shares a rate out to the partitions by what each has left, so that together they keep it and end at the same time: a
/// pure rule.
///
/// One that is away keeps its share: others who took it would be ahead of what brings their deliveries to the lanes,
/// and
/// both would go at once when it is back.
final class SharePace {

    private SharePace() {}

    /// Nothing for anybody while one still counts.
    ///
    /// @param parts by partition
    static List<Double> of(int perSecond, List<ReplayProgress> parts) {
        long left = parts.stream().mapToLong(SharePace::left).sum();
        boolean counting = parts.stream().anyMatch(part -> !part.getCounted() && !part.getEnded());
        List<Double> shares = new ArrayList<>();
        for (ReplayProgress part : parts) {
            shares.add(counting || left == 0 ? 0.0 : (double) perSecond * left(part) / left);
        }
        return shares;
    }

    private static long left(ReplayProgress part) {
        return part.getEnded() ? 0 : Math.max(0, part.getMatched() - part.getDone() - part.getSkipped());
    }
}
