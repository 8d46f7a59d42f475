package dev.fanfare.fanout.expand;

import dev.fanfare.fanout.expand.MergeWalk.Met;
import dev.fanfare.fanout.people.PeopleView;
import dev.fanfare.schemas.Chunk;
import dev.fanfare.schemas.Slice;
import dev.fanfare.schemas.SliceCursor;
import java.time.Instant;

/// Meets the next persons of a slice, as many as make a chunk.
final class WalkChunk {

    private final PeopleView people;
    private final int most;
    private final long inDetail;

    /// @param most persons of a chunk
    /// @param inDetail persons of a slice whose deliveries are told one by one
    WalkChunk(PeopleView people, int most, long inDetail) {
        this.people = people;
        this.most = most;
        this.inDetail = inDetail;
    }

    /// What is done with each.
    interface Meet {

        /// @param number of the slice's persons that were met before
        void meet(Met met, long number, ChunkOfDeliveries chunk);
    }

    /// Moves the cursor on; the total says whether the slice ended with it.
    Chunk walk(Slice slice, SliceCursor cursor, Instant now, Meet meet) {
        ChunkOfDeliveries chunk = new ChunkOfDeliveries(cursor.getMet() >= inDetail);
        try (MergeWalk walk = new MergeWalk(people, slice.getAudiences(), slice.getRecipients(), cursor.getLast())) {
            while (chunk.recipients() < most && !chunk.full()) {
                Met met = walk.next();
                if (met == null) {
                    break;
                }
                meet.meet(met, cursor.getMet(), chunk);
                cursor.setLast(met.id());
                cursor.setMet(cursor.getMet() + 1);
            }
            return chunk.total(slice, walk.atEnd(), now);
        }
    }
}
