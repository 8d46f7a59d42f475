package dev.fanfare.fanout.expand;

/// Whether a stream thread has slices open, so that its consumer does not wait for records while there is work.
///
/// A walk goes on between two polls, and a poll without records would otherwise hold it up for `poll.ms`.
public final class Backlog {

    private final ThreadLocal<int[]> open = ThreadLocal.withInitial(() -> new int[1]);

    void add() {
        open.get()[0]++;
    }

    void remove() {
        open.get()[0]--;
    }

    /// Whether a task of the calling thread has work of its own.
    public boolean here() {
        return open.get()[0] > 0;
    }
}
