package dev.fanfare.track.lag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InterruptException;
import org.junit.jupiter.api.Test;

class WatchQueuesTest {

    private final CountDownLatch looked = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile boolean interrupted;
    private volatile boolean closed;

    @Test
    void a_good_stop_interrupts_neither_the_look_nor_the_closing() throws InterruptedException {
        WatchQueues watch = watching(new Slow(false));

        assertThat(looked.await(10, TimeUnit.SECONDS)).isTrue();
        Thread stop = Thread.startVirtualThread(watch::stop);
        await().until(() -> stop.getState() == Thread.State.TIMED_WAITING);
        end.countDown();
        stop.join();

        assertThat(closed).isTrue();
        assertThat(interrupted).isFalse();
    }

    @Test
    void a_look_that_does_not_end_is_interrupted() throws InterruptedException {
        WatchQueues watch = watching(new Slow(true));

        assertThat(looked.await(10, TimeUnit.SECONDS)).isTrue();
        watch.stop();

        assertThat(closed).isTrue();
        assertThat(interrupted).isTrue();
    }

    private static WatchQueues watching(Look look) {
        WatchQueues watch = new WatchQueues(() -> look, List.of(), InstantSource.system());
        watch.start();
        return watch;
    }

    /// Looks, and then closes, until the test lets it; or for ever.
    private final class Slow implements Look {

        private final boolean forEver;

        private Slow(boolean forEver) {
            this.forEver = forEver;
        }

        @Override
        public Map<Queue, Waiting> at(Collection<Queue> queues) {
            looked.countDown();
            try {
                boolean ended = end.await(
                        (forEver ? Duration.ofMinutes(1) : Duration.ofSeconds(10)).toMillis(), TimeUnit.MILLISECONDS);
                assertThat(ended).isTrue();
            } catch (InterruptedException hurried) {
                interrupted = true;
                throw new InterruptException(hurried);
            }
            return Map.of();
        }

        @Override
        public void close() {
            interrupted |= Thread.currentThread().isInterrupted();
            closed = true;
        }
    }
}
