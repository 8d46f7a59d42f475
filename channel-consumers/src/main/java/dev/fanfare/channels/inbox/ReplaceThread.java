package dev.fanfare.channels.inbox;

import java.time.Duration;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A thread that failed is replaced after a while; where records are gone the application stops, since going on would
/// skip them.
final class ReplaceThread implements StreamsUncaughtExceptionHandler {

    /// What Streams says where it finds out by itself that an offset is gone.
    private static final String NO_OFFSET = "No valid committed offset found";

    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Logger LOG = LoggerFactory.getLogger(ReplaceThread.class);

    @Override
    public StreamThreadExceptionResponse handle(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidOffsetException
                    || String.valueOf(cause.getMessage()).startsWith(NO_OFFSET)) {
                LOG.error("Deliveries that were not kept are gone; the inbox stops rather than skip them", failure);
                return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            }
        }
        LOG.error("A thread of the inbox failed and is replaced", failure);
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
}
