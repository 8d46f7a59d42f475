package dev.fanfare.streams;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A thread that failed is replaced after a while. Where an offset is gone the application stops: going on would skip.
final class ReplaceFailedThread implements StreamsUncaughtExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ReplaceFailedThread.class);
    private static final int CAUSES = 20;

    private final String application;
    private final InstantSource clock;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private BackOff backOff = BackOff.NONE;

    ReplaceFailedThread(String application, InstantSource clock) {
        this.application = application;
        this.clock = clock;
    }

    /// Runs on the failed thread, which is gone only when this returns.
    @Override
    public StreamThreadExceptionResponse handle(Throwable failure) {
        if (offsetGone(failure)) {
            LOG.atError()
                    .setCause(failure)
                    .addKeyValue("application", application)
                    .log("Stopped: an offset is missing or out of range, and nothing may be skipped");
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        Duration delay = next();
        LOG.atError()
                .setCause(failure)
                .addKeyValue("application", application)
                .addKeyValue("delay", delay)
                .log("A stream thread failed and will be replaced");
        await(delay);
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    /// No replacement waits any longer.
    void stop() {
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
    static boolean offsetGone(Throwable failure) {
        @Nullable Throwable cause = failure;
        for (int depth = 0; cause != null && depth < CAUSES; depth++) {
            boolean said = cause instanceof StreamsException
                    && String.valueOf(cause.getMessage()).startsWith("No valid committed offset found");
            if (cause instanceof InvalidOffsetException || said) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
