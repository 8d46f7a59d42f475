package dev.fanfare.schemas.door;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One answer for all who ask for the same at once. Whoever asks while one is being made gets the next: nobody gets
/// what was found out before he asked, and at most one is being made, however many ask.
///
/// All who wait for an answer go on with it at once. A lock that each of them took in turn would have each wait until
/// the one before was given a processor.
///
/// @param <T> the answer, which nobody may change
public final class Shared<T> {

    private final Supplier<T> maker;
    /// What is being made; with a next one, perhaps made already.
    private @Nullable CompletableFuture<T> current;
    private @Nullable CompletableFuture<T> next;

    /// @param maker by one thread at a time; where it throws, all get what it threw
    public Shared(Supplier<T> maker) {
        this.maker = maker;
    }

    /// Waits for what is being made, and for the next, which the first who asks for it makes.
    public T get() {
        CompletableFuture<T> mine = new CompletableFuture<>();
        CompletableFuture<T> before;
        CompletableFuture<T> others;
        synchronized (this) {
            before = current;
            others = next;
            if (before == null) {
                current = mine;
            } else if (others == null) {
                next = mine;
            }
        }
        if (others != null) {
            return of(others);
        }
        make(mine, before);
        return of(mine);
    }

    /// @param before what must be made first
    private void make(CompletableFuture<T> answer, @Nullable CompletableFuture<T> before) {
        try {
            if (before != null) {
                await(before);
                synchronized (this) {
                    current = answer;
                    next = null;
                }
            }
            answer.complete(maker.get());
        } catch (Throwable failed) { // nobody may wait for ever
            answer.completeExceptionally(failed);
        }
        synchronized (this) {
            if (next == answer) {
                next = null;
            } else if (current == answer && next == null) {
                current = null;
            }
        }
    }

    private void await(CompletableFuture<T> before) {
        try {
            before.join();
        } catch (CompletionException theirs) {
            // is told to those who waited for it
        }
    }

    private static <T> T of(CompletableFuture<T> answer) {
        try {
            return answer.join();
        } catch (CompletionException failed) {
            switch (failed.getCause()) {
                case RuntimeException theirs -> throw theirs;
                case Error theirs -> throw theirs;
                case null, default -> throw failed;
            }
        }
    }
}
