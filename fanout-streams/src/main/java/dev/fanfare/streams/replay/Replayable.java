package dev.fanfare.streams.replay;

import dev.fanfare.schemas.ReplayAsked;
import dev.fanfare.schemas.ReplaySource;
import java.time.Instant;
import java.util.List;

/// What of one partition can be sent again or discarded, in an order in which a walk meets each thing once.
public interface Replayable {

    /// Whether replays of this source are walked here.
    boolean has(ReplaySource source);

    /// How many things one look may take, beside what else its thread does.
    int rows();

    /// Looks at no more than `rows` things behind `place`, and no further than to the `most`-th that matches.
    ///
    /// @param asOf what came later does not match
    /// @param place empty for the beginning
    Stretch walk(ReplayAsked asked, Instant asOf, byte[] place, int rows, int most);

    /// Sends again, or discards, what stands at a place that matched.
    ///
    /// @param perSecond this partition's pace; 0 where there is none
    Taken take(ReplayAsked asked, byte[] place, double perSecond);

    /// A part of a walk.
    ///
    /// @param matching the places of what matches
    /// @param place where to go on
    /// @param end whether nothing stands behind it
    record Stretch(List<byte[]> matching, byte[] place, boolean end) {}

    /// What became of a thing that matched.
    enum Taken {
        DONE,
        /// It matches, and cannot be sent again, or not now.
        SKIPPED,
        /// It was no longer there.
        GONE
    }
}
