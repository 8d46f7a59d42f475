package dev.fanfare.standalone.work;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/// Pieces of work side by side.
public final class Together {

    private Together() {}

    /// What became of each, in their order; the first failure, as it was thrown, once all have ended.
    ///
    /// @param threads how many work at once
    public static <T, R> List<R> each(List<T> pieces, int threads, Function<T, R> work) {
        try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
            List<CompletableFuture<R>> results = pieces.stream()
                    .map(piece -> CompletableFuture.supplyAsync(() -> work.apply(piece), workers))
                    .toList();
            return results.stream().map(CompletableFuture::join).toList();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException ours) {
                throw ours;
            }
            throw failed;
        }
    }
}
