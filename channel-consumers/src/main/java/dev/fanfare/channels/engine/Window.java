package dev.fanfare.channels.engine;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One partition while it is ours: its ledger, and a door that closes when it is taken away.
final class Window {

    private static final Logger LOG = LoggerFactory.getLogger(Window.class);

    private final Ledger ledger;
    private final Set<Thread> running = new HashSet<>();
    /// Of those that run, who waits before anything has begun.
    private final Set<Thread> waiting = new HashSet<>();
    private boolean closed;

    Window(Ledger ledger) {
        this.ledger = ledger;
    }

    Ledger ledger() {
        return ledger;
    }

    /// Does nothing once the window is closed; else handles the record and finishes its offset.
    void handle(ConsumerRecord<byte[], byte[]> input, HandleRecord step) {
        if (!enter()) {
            return;
        }
        try {
            step.run(input, this::await);
            ledger.finish(input.offset());
        } catch (InterruptedException cut) {
            LOG.debug("Cut; it will come again: {}-{}@{}", input.topic(), input.partition(), input.offset());
        } catch (RuntimeException ours) {
            LOG.error(
                    "Not finished; it will come again when the partition changes hands: {}-{}@{}",
                    input.topic(),
                    input.partition(),
                    input.offset(),
                    ours);
        } finally {
            leave();
        }
    }

    /// What has not begun never begins, also where it waits for its turn.
    synchronized void close() {
        closed = true;
        waiting.forEach(Thread::interrupt);
    }

    /// Waits until nothing runs any more; false where the time was over before.
    synchronized boolean drain(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        for (long left = patience.toNanos(); !running.isEmpty() && left > 0; left = end - System.nanoTime()) {
            wait(left / 1_000_000 + 1);
        }
        return running.isEmpty();
    }

    /// Interrupts what still runs.
    synchronized void cut() {
        running.forEach(Thread::interrupt);
    }

    private void await(HandleRecord.Wait wait) throws InterruptedException {
        beginWait();
        try {
            wait.run();
        } finally {
            endWait();
        }
        demandOpen();
    }

    private synchronized void beginWait() throws InterruptedException {
        demandOpen();
        waiting.add(Thread.currentThread());
    }

    private synchronized void endWait() {
        waiting.remove(Thread.currentThread());
    }

    private synchronized void demandOpen() throws InterruptedException {
        if (closed) {
            throw new InterruptedException("the partition goes");
        }
    }

    private synchronized boolean enter() {
        return !closed && running.add(Thread.currentThread());
    }

    private synchronized void leave() {
        running.remove(Thread.currentThread());
        Thread.interrupted(); // a cut that came too late must not reach this thread's next task
        notifyAll();
    }
}
