package dev.fanfare.fanout.expand;

import dev.fanfare.fanout.aside.Failures;
import dev.fanfare.fanout.decide.Decide;
import dev.fanfare.fanout.expand.TellPerson.GivenUp;
import dev.fanfare.fanout.render.MakeDelivery;
import dev.fanfare.schemas.Chunk;
import dev.fanfare.schemas.Lane;
import dev.fanfare.schemas.Slice;
import dev.fanfare.schemas.SliceCursor;
import java.time.Instant;
import java.util.List;

/// What becomes of a slice that throws: it is told three times more in vain, then its remainder is only counted, and
/// where even that throws three times, it ends with what is known.
///
/// What has thrown is known to the process alone: behind a restart it is tried as often again.
final class GiveUpSlice {

    private final Failures failures;
    private final WalkChunk walk;
    private final TellPerson tellPerson;

    /// What to do with a slice's next chunk.
    enum Manner {
        TELL,
        COUNT,
        END
    }

    GiveUpSlice(Failures failures, WalkChunk walk, TellPerson tellPerson) {
        this.failures = failures;
        this.walk = walk;
        this.tellPerson = tellPerson;
    }

    Manner manner(String what) {
        int times = failures.times(what);
        if (times < Failures.PATIENCE) {
            return Manner.TELL;
        }
        return times < 2 * Failures.PATIENCE ? Manner.COUNT : Manner.END;
    }

    String why(String what) {
        return "the slice failed three times: "
                + failures.of(what).map(Failures.Failed::why).orElse("");
    }

    /// The next chunk of the remainder, all dead.
    Chunk count(Slice slice, SliceCursor cursor, String why, Instant now) {
        GivenUp given = new GivenUp(slice, new Decide(slice), why);
        return walk.walk(
                slice, cursor, now, (met, _, counted) -> tellPerson.giveUp(given, met, lane(slice), now, counted));
    }

    /// Nobody can be counted any more.
    static Chunk end(Slice slice, Instant now) {
        return Chunk.newBuilder()
                .setEvent(slice.getKey())
                .setType(slice.getEvent().getType())
                .setRecipients(0)
                .setTallies(List.of())
                .setAcceptedAt(MakeDelivery.acceptedAt(slice))
                .setAt(now)
                .setLast(true)
                .build();
    }

    private static Lane lane(Slice slice) {
        return switch (slice.getPriority()) {
            case URGENT, HIGH -> Lane.EXPRESS;
            case NORMAL -> Lane.STANDARD;
            case LOW -> Lane.BULK;
        };
    }
}
