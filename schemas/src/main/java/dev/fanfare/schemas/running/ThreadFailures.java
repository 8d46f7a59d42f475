package dev.fanfare.schemas.running;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A stream thread that failed is replaced after a while. Where an offset is gone its application stops: going on would
/// skip.
public final class ThreadFailures {

    private static final Logger LOG = LoggerFactory.getLogger(ThreadFailures.class);
    /// What Streams says where it finds out by itself that an offset is gone.
    private static final String NO_OFFSET = "No valid committed offset found";

    private static final int CAUSES = 20;

    private final String application;
    private final InstantSource clock;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private BackOff backOff = BackOff.NONE;

    public ThreadFailures(String application, InstantSource clock) {
        this.application = application;
        this.clock = clock;
    }

    /// Whether the thread is to be replaced; else the application ends. Answers only after the back-off, on the failed
    /// thread, which is gone only then.
    public boolean mayGoOn(Throwable failure) {
        if (offsetGone(failure)) {
            LOG.atError()
                    .setCause(failure)
                    .addKeyValue("application", application)
                    .log("Stopped: an offset is missing or out of range, and nothing may be skipped");
            return false;
        }
        Duration delay = next();
        LOG.atError()
                .setCause(failure)
                .addKeyValue("application", application)
                .addKeyValue("delay", delay)
                .log("A stream thread failed and will be replaced");
        await(delay);
        return true;
    }

    /// No replacement waits any longer.
    public void stop() {
        stopped.countDown();
    }

    private synchronized Duration next() {
        backOff = backOff.failed(clock.instant());
        return backOff.delay();
    }

    private void await(Duration delay) {
        try {
            boolean now = stopped.await(delay.toMillis(), TimeUnit.MILLISECONDS);
            LOG.debug("Replacing the thread, stopped: {}", now);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Streams wraps the consumer's exception, and where it finds out by itself has none to wrap.
    private static boolean offsetGone(Throwable failure) {
        @Nullable Throwable cause = failure;
        for (int depth = 0; cause != null && depth < CAUSES; depth++) {
            boolean said = String.valueOf(cause.getMessage()).startsWith(NO_OFFSET);
            if (said || cause instanceof InvalidOffsetException) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
