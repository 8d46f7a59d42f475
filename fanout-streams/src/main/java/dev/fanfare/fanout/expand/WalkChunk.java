package dev.fanfare.fanout.expand;

import dev.fanfare.fanout.expand.MergeWalk.Met;
import dev.fanfare.fanout.people.PeopleView;
import dev.fanfare.schemas.Chunk;
import dev.fanfare.schemas.ErasedPeople;
import dev.fanfare.schemas.Ids;
import dev.fanfare.schemas.Profile;
import dev.fanfare.schemas.Slice;
import dev.fanfare.schemas.SliceCursor;
import java.time.Instant;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/// Meets the next persons of a slice, as many as make a chunk.
final class WalkChunk {

    private static final Profile NOBODY = Profile.newBuilder().build();

    private final PeopleView people;
    private final ErasedPeople erased;
    private final int most;
    private final long inDetail;

    /// @param erased whoever is named by what was accepted before is another person now
    /// @param most persons of a chunk
    /// @param inDetail persons of a slice whose deliveries are told one by one
    WalkChunk(PeopleView people, ErasedPeople erased, int most, long inDetail) {
        this.people = people;
        this.erased = erased;
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
                meet.meet(meant(slice, met), cursor.getMet(), chunk);
                cursor.setLast(met.id());
                cursor.setMet(cursor.getMet() + 1);
            }
            return chunk.total(slice, walk.atEnd(), now);
        }
    }

    /// Of an event that waited long, or is one of a series: its deliveries say only when it was released.
    private Met meant(Slice slice, Met met) {
        Instant namedAt = namedAt(slice);
        boolean other = namedAt != null
                && erased.isErased(met.id(), namedAt)
                && Collections.binarySearch(slice.getRecipients(), met.id(), Ids::compare) >= 0;
        return other ? new Met(met.id(), NOBODY) : met;
    }

    /// Null where it was when its deliveries say that it was accepted.
    private static @Nullable Instant namedAt(Slice slice) {
        Instant series = slice.getEvent().getNamedAt();
        if (series != null) {
            return series;
        }
        return slice.getReleasedAt() == null ? null : slice.getAcceptedAt();
    }
}
