package dev.fanfare.channels.delivery;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A call of a gateway on a thread of its own, with a time at which it is over.
final class LimitedCall {

    private final CompletableFuture<Answer> answer = new CompletableFuture<>();
    private final Supplier<Answer> gateway;
    private final Duration limit;
    private final long end;
    private volatile @Nullable Thread thread;

    /// @param limit from now on
    LimitedCall(Supplier<Answer> gateway, Duration limit) {
        this.gateway = gateway;
        this.limit = limit;
        this.end = System.nanoTime() + limit.toNanos();
    }

    /// @param name of the thread
    Future<Answer> start(String name) {
        Thread started = Thread.ofVirtual().name(name).unstarted(this::run);
        thread = started;
        started.start();
        return answer;
    }

    /// Answers in the gateway's place where its time is over.
    void look(long now) {
        if (now - end >= 0
                && answer.complete(
                        new Answer.Deferred(Category.TIMEOUT, "no answer within " + limit.toMillis() + " ms"))) {
            interrupt();
        }
    }

    /// Nobody waits for it any more.
    void cut() {
        if (answer.cancel(false)) {
            interrupt();
        }
    }

    private void run() {
        if (answer.isDone()) {
            return;
        }
        try {
            answer.complete(gateway.get());
        } catch (Throwable broken) {
            answer.completeExceptionally(broken);
        }
    }

    private void interrupt() {
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
    }
}
