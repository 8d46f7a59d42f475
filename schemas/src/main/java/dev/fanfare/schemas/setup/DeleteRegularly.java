package dev.fanfare.schemas.setup;

import dev.fanfare.schemas.Retention;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Deletes what is worked off every minute, or as often as it is due, on one thread, until it is closed.
public final class DeleteRegularly implements AutoCloseable {

    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);

    private final DeleteWorkedOff delete;
    private final Duration every;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("delete-worked-off").factory());

    public DeleteRegularly(DeleteWorkedOff delete, Retention retention) {
        this.delete = delete;
        this.every = every(retention);
    }

    public void start() {
        thread.scheduleWithFixedDelay(this::run, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// A look that is under way is cut short; none begins any more.
    @Override
    public void close() {
        thread.shutdownNow();
        try {
            thread.awaitTermination(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    static Duration every(Retention retention) {
        Duration shortest =
                retention.events().compareTo(retention.deliveries()) < 0 ? retention.events() : retention.deliveries();
        return shortest.compareTo(LONGEST) < 0 ? shortest : LONGEST;
    }

    private void run() {
        try {
            delete.run();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
