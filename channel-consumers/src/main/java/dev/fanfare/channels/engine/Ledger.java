package dev.fanfare.channels.engine;

import java.util.BitSet;
import java.util.Optional;

/// What is finished of one partition, in whatever order it was finished.
///
/// Offsets that were skipped over (transaction markers, aborted records) count as finished. Safe for use by many
/// threads.
final class Ledger {

    private static final int SHIFT_AFTER = 8_192;

    /// Finished offsets; bit n stands for offset `base + n`.
    private BitSet finished;
    private long base;
    /// The first offset that is not finished; above [#next] where what comes next was finished before a restart.
    private long lowest;
    /// The first offset that was not taken yet.
    private long next;
    private boolean changed;

    /// What stands to be committed: the lowest unfinished offset, and what is finished above it (bit n is `lowest + 1 +
    /// n`).
    record Progress(long lowest, BitSet above) {}

    /// Goes on from what was committed.
    Ledger(Progress committed) {
        base = committed.lowest();
        lowest = base;
        next = base;
        finished = new BitSet();
        committed.above().stream().forEach(bit -> finished.set(bit + 1));
    }

    /// The record at `offset` has come; false where it was finished or taken before.
    synchronized boolean take(long offset) {
        if (offset < next) {
            return false;
        }
        reach(offset);
        next = offset + 1;
        return offset >= lowest && !finished.get(index(offset));
    }

    /// The consumer stands before `position`: there is no record that was not taken below it.
    synchronized void reach(long position) {
        if (position <= next) {
            return;
        }
        if (lowest >= next && lowest < position) {
            lowest = position;
            changed = true;
            rebase(position);
        } else if (lowest < next) {
            finished.set(index(next), index(position));
        }
        next = position;
        advance();
    }

    /// The record at `offset` is done with.
    synchronized void finish(long offset) {
        if (offset >= lowest && offset < next) {
            finished.set(index(offset));
            changed = true;
            advance();
        }
    }

    /// What changed since the last call, if anything did.
    synchronized Optional<Progress> changes() {
        if (!changed) {
            return Optional.empty();
        }
        changed = false;
        int from = index(lowest) + 1;
        return Optional.of(new Progress(lowest, finished.get(from, Math.max(from, finished.length()))));
    }

    /// The last changes were not committed: they are to be asked for again.
    synchronized void again() {
        changed = true;
    }

    synchronized boolean changed() {
        return changed;
    }

    /// How many offsets lie between the lowest unfinished one and the last one taken.
    synchronized long span() {
        return Math.max(0, next - lowest);
    }

    private void advance() {
        long was = lowest;
        lowest = base + finished.nextClearBit(index(lowest));
        changed |= lowest != was;
        if (lowest - base > SHIFT_AFTER) {
            rebase(lowest);
        }
    }

    private void rebase(long onto) {
        long shift = onto - base;
        finished = shift < finished.length() ? finished.get((int) shift, finished.length()) : new BitSet();
        base = onto;
    }

    private int index(long offset) {
        return Math.toIntExact(offset - base);
    }
}
