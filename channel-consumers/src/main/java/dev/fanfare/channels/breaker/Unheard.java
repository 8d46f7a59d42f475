package dev.fanfare.channels.breaker;

import dev.fanfare.schemas.BreakerStand;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Optional;
import java.util.Queue;

/// What this instance has said of a breaker and not yet read back, in order.
///
/// Until its last word comes back, whatever is read was written before that, and is not what holds in the end.
final class Unheard {

    /// What was lost must not deafen for ever.
    private static final long LOST = Duration.ofMinutes(1).toNanos();

    private final Queue<Word> words = new ArrayDeque<>();

    private record Word(Optional<BreakerStand> stand, long at) {}

    /// @param stand nothing: it is closed
    /// @param now of a monotonic clock, in nanoseconds
    void add(Optional<BreakerStand> stand, long now) {
        words.add(new Word(stand, now));
    }

    /// Something was read.
    ///
    /// @param stand nothing: it is closed
    /// @param own whether this instance may have said it; of what is closed nobody knows who did
    /// @return whether what this instance knows is newer, or the same
    boolean covers(Optional<BreakerStand> stand, boolean own, long now) {
        if (!isWaiting(now)) {
            return false;
        }
        boolean next = words.element().stand().equals(stand);
        if (own && (next || stand.isPresent())) {
            dropThrough(stand);
        }
        return true;
    }

    boolean isWaiting(long now) {
        words.removeIf(word -> now - word.at() > LOST);
        return !words.isEmpty();
    }

    boolean isEmpty() {
        return words.isEmpty();
    }

    private void dropThrough(Optional<BreakerStand> stand) {
        if (words.stream().noneMatch(word -> word.stand().equals(stand))) {
            return;
        }
        Iterator<Word> each = words.iterator();
        boolean found = false;
        while (!found) {
            found = each.next().stand().equals(stand);
            each.remove();
        }
    }
}
