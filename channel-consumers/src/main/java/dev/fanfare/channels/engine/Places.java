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
    void enter(Lane lane) {
        Waiter waiter = enterOrWait(lane);
        if (waiter == null) {
            return;
        }
        boolean interrupted = false;
        while (!waiter.has) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    void leave() {
        Waiter next = leaveToNext();
        if (next != null) {
            next.has = true;
            LockSupport.unpark(next.thread);
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
