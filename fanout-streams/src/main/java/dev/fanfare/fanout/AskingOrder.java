package dev.fanfare.fanout;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Which topics a poll asks: what is urgent first, and yet nothing stands still behind it.
///
/// While urgent records come without a gap, one poll in so many is for the others. The short ones and the rest take
/// turns. Behind a start the short ones alone are asked until they have been read to their ends, for some seconds at
/// most: who was made known while nobody read is then known to an urgent event that was sent later.
final class AskingOrder {

    /// Urgent polls in a row, before the others are asked once.
    static final int URGENT_MOST = 20;
    /// How long the short ones alone are asked.
    static final Duration CATCH_UP_MOST = Duration.ofSeconds(5);

    private int urgentInARow;
    private boolean shortOnesNext;
    private boolean catchesUp;
    private @Nullable Instant behindSince;

    /// Whom to ask.
    enum Whom {
        URGENT,
        SHORT_ONES,
        ALL
    }

    /// Whom a poll asks first.
    ///
    /// @param behind whether short ones have not been read to their ends since they were assigned
    Whom first(boolean behind, Instant now) {
        if (!behind) {
            behindSince = null;
        } else if (behindSince == null) {
            behindSince = now;
        }
        catchesUp = behindSince != null && now.isBefore(behindSince.plus(CATCH_UP_MOST));
        if (catchesUp) {
            return Whom.SHORT_ONES;
        }
        return urgentInARow < URGENT_MOST ? Whom.URGENT : others();
    }

    /// Whom the same poll asks behind `asked`, or null where it is over.
    ///
    /// @param shortOnesWait whether any of them has records that were not handed out; asked alone without any, they
    ///     would be waited for at the broker, and all others with them
    @Nullable
    Whom next(Whom asked, boolean hadSome, BooleanSupplier shortOnesWait) {
        urgentInARow = asked == Whom.URGENT && hadSome ? urgentInARow + 1 : 0;
        if (hadSome || catchesUp) {
            return null;
        }
        return switch (asked) {
            case URGENT -> shortOnesWait.getAsBoolean() ? others() : Whom.ALL;
            case SHORT_ONES -> Whom.ALL;
            case ALL -> null;
        };
    }

    private Whom others() {
        shortOnesNext = !shortOnesNext;
        return shortOnesNext ? Whom.SHORT_ONES : Whom.ALL;
    }
}
