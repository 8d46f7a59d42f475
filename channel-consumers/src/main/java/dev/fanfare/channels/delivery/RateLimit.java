package dev.fanfare.channels.delivery;

import dev.fanfare.channels.engine.Urgency;
import dev.fanfare.channels.share.Limited;
import dev.fanfare.schemas.Lane;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/// Holds calls of a provider to so many a second; the next token goes to the most urgent lane that
/// waits, within it to whoever has waited longest.
final class RateLimit implements Limited {

    private final ReentrantLock lock = new ReentrantLock();
    private final PriorityQueue<Waiter> waiting =
            new PriorityQueue<>(Comparator.comparing(Waiter::lane).thenComparing(Waiter::number));
    private final TokenBucket bucket;
    private final LongSupplier nanos;
    private long numbers;
    private long taken;
    private double rate;

    /// Who waits, until it has its turn or that is of no use any more.
    private static final class Waiter {

        private Lane lane;
        private final String breaker;
        private final long number;
        private final Condition turn;
        private boolean ended;

        Waiter(Lane lane, String breaker, long number, Condition turn) {
            this.lane = lane;
            this.breaker = breaker;
            this.number = number;
            this.turn = turn;
        }

        Lane lane() {
            return lane;
        }

        long number() {
            return number;
        }

        Condition turn() {
            return turn;
        }
    }

    /// @param perSecond 0 for none until [#rate]
    /// @param nanos a monotonic clock, in nanoseconds
    RateLimit(double perSecond, LongSupplier nanos) {
        this.bucket = new TokenBucket(perSecond, nanos.getAsLong());
        this.nanos = nanos;
        this.rate = perSecond;
    }

    /// Waits for a token.
    ///
    /// @param breaker of the call that it is for
    /// @return whether it was taken; not where the breaker opened meanwhile
    boolean await(Urgency urgency, String breaker) throws InterruptedException {
        lock.lockInterruptibly();
        Waiter waiter = new Waiter(urgency.lane(), breaker, numbers++, lock.newCondition());
        Runnable look = () -> raise(waiter, urgency.lane());
        try {
            waiting.add(waiter);
            urgency.tell(look);
            look.run();
            return awaitTurn(waiter);
        } finally {
            urgency.tell(null);
            waiting.remove(waiter);
            Waiter next = waiting.peek();
            if (next != null) {
                next.turn().signal();
            }
            lock.unlock();
        }
    }

    /// Its place in the line may be another now.
    private void raise(Waiter waiter, Lane to) {
        lock.lock();
        try {
            if (waiter.lane != to && waiting.remove(waiter)) {
                waiter.lane = to;
                waiting.add(waiter);
                look();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Only the first in line looks at the clock; whoever becomes first is woken.
    @SuppressWarnings("ReferenceEquality") // the same waiter, not an equal one
    private boolean awaitTurn(Waiter waiter) throws InterruptedException {
        while (!waiter.ended) {
            if (waiting.peek() != waiter) {
                waiter.turn().await();
                continue;
            }
            long left = bucket.take(nanos.getAsLong());
            if (left == 0) {
                taken++;
                return true;
            }
            long _ = waiter.turn().awaitNanos(left);
        }
        return false;
    }

    /// Whoever waits for a call that this breaker does not let pass any more waits no longer.
    void end(String breaker) {
        lock.lock();
        try {
            for (Waiter waiter : waiting) {
                if (waiter.breaker.equals(breaker)) {
                    waiter.ended = true;
                    waiter.turn.signal();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /// Lets the first in line look at the clock now.
    void look() {
        lock.lock();
        try {
            Waiter next = waiting.peek();
            if (next != null) {
                next.turn().signal();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void rate(double perSecond) {
        lock.lock();
        try {
            if (rate != perSecond) {
                rate = perSecond;
                bucket.rate(perSecond, nanos.getAsLong());
                look();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long taken() {
        lock.lock();
        try {
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /// How many wait for a token now.
    @Override
    public int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }
}
