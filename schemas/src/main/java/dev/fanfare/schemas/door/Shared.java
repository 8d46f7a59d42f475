package dev.fanfare.schemas.door;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One answer for all who ask for the same at once. Whoever asks while one is being made gets the next: nobody gets
/// what was found out before he asked, and at most one is being made, however many ask.
///
/// @param <T> the answer, which nobody may change
public final class Shared<T> {

    private final Supplier<T> maker;
    private final Lock making = new ReentrantLock();
    private final AtomicLong begun = new AtomicLong();
    private @Nullable Made<T> last;

    /// @param number of its begin
    private record Made<T>(
            long number, @Nullable T answer, @Nullable RuntimeException failure) {}

    /// @param maker by one thread at a time; where it throws, all get what it threw
    public Shared(Supplier<T> maker) {
        this.maker = maker;
    }

    /// Waits for what is being made, and for the next.
    public T get() {
        long before = begun.get();
        making.lock();
        try {
            Made<T> made = last;
            if (made == null || made.number <= before) {
                made = make();
                last = made;
            }
            if (made.answer == null) {
                throw made.failure == null ? new IllegalStateException("no answer was made") : made.failure;
            }
            return made.answer;
        } finally {
            making.unlock();
        }
    }

    private Made<T> make() {
        long number = begun.incrementAndGet();
        try {
            return new Made<>(number, maker.get(), null);
        } catch (RuntimeException failed) {
            return new Made<>(number, null, failed);
        }
    }
}
