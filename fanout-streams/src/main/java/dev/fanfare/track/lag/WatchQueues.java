package dev.fanfare.track.lag;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at the queues every 5 s, as long as it runs.
final class WatchQueues {

    private static final Logger LOG = LoggerFactory.getLogger(WatchQueues.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Duration GOOD_STOP = Duration.ofSeconds(2);
    private static final Duration HURRIED_STOP = Duration.ofSeconds(3);

    private final Supplier<? extends Look> looks;
    private final List<Queue> queues;
    private final LastLook last;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "fanfare-lag");

    WatchQueues(Supplier<? extends Look> looks, List<Queue> queues, InstantSource clock) {
        this.looks = looks;
        this.queues = List.copyOf(queues);
        this.last = new LastLook(clock);
    }

    LastLook last() {
        return last;
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /// A look that is under way ends by itself; it is interrupted only where it does not end soon.
    void stop() {
        stopped.countDown();
        try {
            if (!thread.join(GOOD_STOP)) {
                thread.interrupt();
                thread.join(HURRIED_STOP);
            }
        } catch (InterruptedException hurried) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (Look look = looks.get()) {
            do {
                take(look);
            } while (!stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException | InterruptException over) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(Look look) throws InterruptedException {
        try {
            last.found(look.at(queues));
        } catch (ExecutionException | KafkaException away) {
            if (away instanceof InterruptException over) {
                throw over;
            }
            LOG.debug("The queues were not looked at", away);
        }
    }
}
