package dev.fanfare.channels.engine;

import dev.fanfare.schemas.Lane;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The places of calls that are under way at once. Who waits for one gets it in the order of coming, express before
/// standard before bulk; each leaves some places to those before it.
final class Places {

    private final Map<Lane, Queue<Waiter>> waiting = new EnumMap<>(Lane.class);
    private final LaneShares shares;
    private int taken;

    private static final class Waiter {
        private final Thread thread = Thread.currentThread();
        private volatile boolean has;
    }

    Places(LaneShares shares) {
        this.shares = shares;
        for (Lane lane : Lane.values()) {
            waiting.put(lane, new ArrayDeque<>());
        }
    }

    synchronized int taken() {
        return taken;
    }

    /// Returns when the caller has a place; an interrupt waits until then.
    void enter(Urgency urgency) {
        Waiter waiter = enterOrWait(urgency.lane());
        if (waiter == null) {
            return;
        }
        Runnable look = () -> raise(waiter, urgency.lane());
        urgency.tell(look);
        look.run();
        boolean interrupted = false;
        while (!waiter.has) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        urgency.tell(null);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    void leave() {
        give(leaveToNext());
    }

    private void raise(Waiter waiter, Lane to) {
        if (to == Lane.EXPRESS) {
            give(raised(waiter));
        }
    }

    private static void give(@Nullable Waiter waiter) {
        if (waiter != null) {
            waiter.has = true;
            LockSupport.unpark(waiter.thread);
        }
    }

    private synchronized @Nullable Waiter enterOrWait(Lane lane) {
        if (line(lane).isEmpty() && taken < shares.places(lane)) {
            taken++;
            return null;
        }
        Waiter waiter = new Waiter();
        line(lane).add(waiter);
        return waiter;
    }

    private synchronized @Nullable Waiter raised(Waiter waiter) {
        if (!line(Lane.STANDARD).remove(waiter) && !line(Lane.BULK).remove(waiter)) {
            return null;
        }
        if (line(Lane.EXPRESS).isEmpty() && taken < shares.places(Lane.EXPRESS)) {
            taken++;
            return waiter;
        }
        line(Lane.EXPRESS).add(waiter);
        return null;
    }

    private synchronized @Nullable Waiter leaveToNext() {
        taken--;
        for (Lane lane : Lane.values()) {
            if (taken < shares.places(lane) && !line(lane).isEmpty()) {
                taken++;
                return line(lane).remove();
            }
        }
        return null;
    }

    private Queue<Waiter> line(Lane lane) {
        return Objects.requireNonNull(waiting.get(lane));
    }
}
