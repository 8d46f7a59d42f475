package dev.fanfare.producer.spool;

import dev.fanfare.producer.kafka.Lasting;
import dev.fanfare.producer.kafka.Outlets;
import dev.fanfare.producer.spool.Sending.Went;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// Sends what waits in the spool once Kafka is back, in the order in which it was accepted.
///
/// With a producer of its own that gives nothing up, so that no record passes one before it on its partition. Where as
/// much comes as goes, callers wait while it is sent, so that it ends.
public final class DrainSpool implements Runnable, AutoCloseable {

    /// Longer than the brokers take to find another leader.
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Logger LOG = LoggerFactory.getLogger(DrainSpool.class);
    /// So little is sent while callers wait.
    private static final long REST = 1024L * 1024;
    private static final long LOOK_MS = 1_000;
    private static final long PAUSE_MS = 100;

    private final LocalSpool spool;
    private final Supplier<Optional<Lasting>> kafka;
    private final Sending sending;
    private final Overtaken overtaken;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().name("fanfare-spool-drain").daemon().unstarted(this);
    private volatile @Nullable Lasting producer;
    private String lastWhy = "";

    /// @param kafka makes a producer, once Kafka has answered since the start; throws where it does not answer now
    public DrainSpool(LocalSpool spool, Supplier<Optional<Lasting>> kafka) {
        this.spool = spool;
        this.kafka = kafka;
        sending = new Sending(spool.reader(), spool.room(), PATIENCE);
        overtaken = new Overtaken(spool.room());
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
        while (!stopped(0)) {
            try {
                if (spool.awaitEngaged(LOOK_MS)) {
                    drain();
                } else {
                    spool.reader().deleteDone();
                }
            } catch (Throwable failed) { // nobody else sends: the next try may go well
                again(failed);
            }
        }
        disconnect();
    }

    private void drain() throws IOException, InterruptedException {
        overtaken.begin();
        while (!stopped(0)) {
            if (producer == null) {
                sending.look();
            }
            Lasting connected = connected();
            if (connected == null) {
                stopped(LOOK_MS);
            } else if (step(connected.outlets())) {
                lastWhy = "";
                LOG.atInfo().log("all that waited in the spool is sent");
                spool.reader().deleteDone();
                disconnect();
                return;
            }
        }
    }

    /// Whether nothing waits any more.
    private boolean step(Outlets outlets) throws IOException, InterruptedException {
        Went went = sending.go(outlets, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LOOK_MS));
        spool.reader().deleteDone();
        tell(Level.WARN, sending.why());
        if (sending.isBroken()) {
            disconnect();
            sending.startOver();
            stopped(LOOK_MS);
            return false;
        }
        if (went == Went.NOT) {
            stopped(PAUSE_MS);
            return false;
        }
        if (went == Went.TO_THE_END || sending.isFlowing() && spool.room().bytes() <= REST) {
            return spool.end(deadline -> sendRest(outlets, deadline));
        }
        if (sending.isFlowing() && overtaken.isSo()) {
            spool.hold(deadline -> sendRest(outlets, deadline));
        }
        return false;
    }

    /// While callers wait.
    private boolean sendRest(Outlets outlets, long deadline) throws IOException, InterruptedException {
        Went went = Went.ON;
        while (went == Went.ON && System.nanoTime() < deadline && !stopped(0)) {
            went = sending.go(outlets, deadline);
        }
        return went == Went.TO_THE_END;
    }

    private void again(Throwable failed) {
        try {
            if (!stopped(0)) {
                tell(failed instanceof IOException ? Level.ERROR : Level.WARN, String.valueOf(failed.getMessage()));
                if (!(failed instanceof IOException)) {
                    disconnect();
                    sending.startOver();
                }
                stopped(LOOK_MS);
            }
        } catch (Throwable _) {
            // where even that needs memory that is not there
        }
    }

    /// Once for each reason, since it is tried every second.
    private void tell(Level level, String why) {
        spool.room().notSent(why);
        if (!why.isEmpty() && !why.equals(lastWhy)) {
            LOG.atLevel(level).addKeyValue("why", why).log("the spool cannot be sent, and is tried again");
        }
        lastWhy = why.isEmpty() ? lastWhy : why;
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
