package dev.fanfare.channels.engine;

import dev.fanfare.schemas.Lane;
import org.jspecify.annotations.Nullable;

/// How urgent one record is: as its lane is, or as what waits behind it for the same recipient, where that is more
/// (priority inheritance). Otherwise a bulk message that waits for its provider's rate would hold up an urgent one.
public final class Urgency {

    private Lane lane;
    private @Nullable Runnable whenRaised;

    public Urgency(Lane lane) {
        this.lane = lane;
    }

    public synchronized Lane lane() {
        return lane;
    }

    /// From now on `whenRaised` is told of each change, instead of whoever was told before; null for nobody. It must
    /// look at the lane once more itself.
    public synchronized void tell(@Nullable Runnable whenRaised) {
        this.whenRaised = whenRaised;
    }

    /// Somebody of this lane waits behind it.
    public void raise(Lane to) {
        Runnable told;
        synchronized (this) {
            if (to.compareTo(lane) >= 0) {
                return;
            }
            lane = to;
            told = whenRaised;
        }
        if (told != null) {
            told.run(); // not with the lock held: it takes locks under which it asks for the lane
        }
    }
}
