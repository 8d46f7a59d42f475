package dev.fanfare.channels.engine;

import dev.fanfare.schemas.Lane;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The places of calls that are under way at once. Who waits for one gets it in the order of coming, but express goes
/// before all others, which leave it some places.
final class Places {

    private final Queue<Waiter> express = new ArrayDeque<>();
    private final Queue<Waiter> others = new ArrayDeque<>();
    private final LaneShares shares;
    private int taken;

    private static final class Waiter {
        private final Thread thread = Thread.currentThread();
        private volatile boolean has;
    }

    Places(LaneShares shares) {
        this.shares = shares;
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
        Queue<Waiter> line = lane == Lane.EXPRESS ? express : others;
        if (line.isEmpty() && taken < shares.places(lane)) {
            taken++;
            return null;
        }
        Waiter waiter = new Waiter();
        line.add(waiter);
        return waiter;
    }

    private synchronized @Nullable Waiter raised(Waiter waiter) {
        if (!others.remove(waiter)) {
            return null;
        }
        if (express.isEmpty() && taken < shares.places(Lane.EXPRESS)) {
            taken++;
            return waiter;
        }
        express.add(waiter);
        return null;
    }

    private synchronized @Nullable Waiter leaveToNext() {
        taken--;
        Waiter next = express.poll();
        if (next == null && taken < shares.places(Lane.STANDARD)) {
            next = others.poll();
        }
        if (next != null) {
            taken++;
        }
        return next;
    }
}
