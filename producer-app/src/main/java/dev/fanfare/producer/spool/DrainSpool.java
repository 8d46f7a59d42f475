package dev.fanfare.producer.spool;

import dev.fanfare.producer.kafka.Lasting;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends what waits in the spool once Kafka is back, in the order in which it was accepted.
///
/// With a producer of its own that gives nothing up, so that no record passes one before it on its partition.
public final class DrainSpool implements Runnable, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DrainSpool.class);
    private static final int RECORDS = 1_000;
    private static final long BYTES = 4L * 1024 * 1024;
    /// So little is sent while callers wait.
    private static final long REST = 1024L * 1024;
    private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long LOOK_MS = 1_000;

    private final LocalSpool spool;
    private final Supplier<Optional<Lasting>> kafka;
    private final Sending sending;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().name("fanfare-spool-drain").daemon().unstarted(this);
    private volatile @Nullable Lasting producer;
    private String lastWhy = "";

    /// @param kafka makes a producer, once Kafka has answered since the start; throws where it does not answer now
    public DrainSpool(LocalSpool spool, Supplier<Optional<Lasting>> kafka) {
        this.spool = spool;
        this.kafka = kafka;
        sending = new Sending(spool.room());
    }

    public void start() {
        thread.start();
    }

    /// Ends at once; what is not acknowledged stays in the spool.
    @Override
    public void close() {
        stop.countDown();
        disconnect();
        spool.wake();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void run() {
        try {
            while (!stopped(0)) {
                if (spool.awaitEngaged(LOOK_MS)) {
                    drain();
                }
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        } finally {
            disconnect();
        }
    }

    private void drain() throws InterruptedException {
        try {
            boolean ended = false;
            while (!ended && !stopped(0)) {
                read();
                ended = (sending.isEmpty() || sendNext()) && spool.room().bytes() <= REST && spool.end(this::sendRest);
            }
            if (ended) {
                lastWhy = "";
                LOG.atInfo().log("all that waited in the spool is sent");
                disconnect();
            }
        } catch (IOException | RuntimeException failed) {
            if (!stopped(LOOK_MS)) {
                tell(failed);
            }
        }
    }

    /// Once for each reason, since it is tried every second.
    private void tell(Exception failed) {
        String why = String.valueOf(failed.getMessage());
        if (!why.equals(lastWhy)) {
            lastWhy = why;
            LOG.atWarn().setCause(failed).log("the spool cannot be sent, and is tried again");
        }
    }

    /// Sends what was read; whether all of that is acknowledged.
    private boolean sendNext() throws InterruptedException {
        Lasting connected = connected();
        if (connected == null) {
            stopped(LOOK_MS);
            return false;
        }
        return sending.go(connected.outlets(), System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LOOK_MS));
    }

    /// While callers wait: only where Kafka was there a moment ago.
    private boolean sendRest() throws IOException {
        long deadline = System.nanoTime() + REST_NANOS;
        Lasting connected = producer;
        try {
            read();
            while (!sending.isEmpty() && connected != null && sending.go(connected.outlets(), deadline)) {
                read();
            }
            return sending.isEmpty();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void read() throws IOException {
        if (sending.isEmpty()) {
            sending.add(spool.reader().next(RECORDS, BYTES));
        }
    }

    private @Nullable Lasting connected() {
        if (producer == null) {
            producer = kafka.get().orElse(null);
            if (stopped(0)) {
                disconnect();
            }
        }
        return producer;
    }

    private void disconnect() {
        Lasting connected = producer;
        producer = null;
        if (connected != null) {
            connected.close();
        }
    }

    private boolean stopped(long waitMs) {
        try {
            return stop.await(waitMs, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
