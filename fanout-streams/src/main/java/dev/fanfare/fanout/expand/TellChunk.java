package dev.fanfare.fanout.expand;

import dev.fanfare.fanout.people.PeopleView;
import dev.fanfare.schemas.Chunk;
import dev.fanfare.schemas.SliceCursor;
import java.time.Instant;

/// Tells the next persons of a slice, as many as make a chunk.
final class TellChunk {

    private final PeopleView people;
    private final TellPerson tellPerson;
    private final int most;

    /// @param most persons of a chunk
    TellChunk(PeopleView people, TellPerson tellPerson, int most) {
        this.people = people;
        this.tellPerson = tellPerson;
        this.most = most;
    }

    /// Moves the cursor on; the total says whether the slice ended with it.
    Chunk tell(Expansion expansion, SliceCursor cursor, Instant now) {
        ChunkOfDeliveries chunk = new ChunkOfDeliveries();
        try (MergeWalk walk = new MergeWalk(
                people, expansion.slice.getAudiences(), expansion.slice.getRecipients(), cursor.getLast())) {
            while (chunk.recipients() < most && !chunk.full()) {
                MergeWalk.Met met = walk.next();
                if (met == null) {
                    break;
                }
                tellPerson.tell(expansion, met, expansion.lane(cursor.getMet()), now, chunk);
                cursor.setLast(met.id());
                cursor.setMet(cursor.getMet() + 1);
            }
            return chunk.total(expansion.slice, walk.atEnd(), now);
        }
    }
}
