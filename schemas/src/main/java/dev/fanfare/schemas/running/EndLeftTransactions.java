package dev.fanfare.schemas.running;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends the transactions that a killed or frozen process left open, so that whoever takes over reads on at once.
///
/// Until its transaction ends, nothing behind it can be read; the broker ends it when its time has run out, which is 10
/// to 20 s after the kill. An application's own transactions last fractions of a second: one that is open for longer
/// than [#LEFT] while partitions move belongs to nobody who is well, and is fenced (KIP-699), which ends it. Should its
/// process live after all, it finds itself fenced and begins again from what was committed.
public final class EndLeftTransactions implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EndLeftTransactions.class);

    /// How long a transaction that is left was open; less than a session, which has run out by then.
    private static final Duration LEFT = Duration.ofSeconds(4);
    private static final Duration WATCH = Duration.ofSeconds(15);
    private static final Duration BETWEEN = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Admin admin;
    private final String prefix;
    private final AtomicBoolean watching = new AtomicBoolean();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile long until;

    /// @param application the Streams application's id, with which its transactional ids begin
    public EndLeftTransactions(Admin admin, String application) {
        this.admin = admin;
        this.prefix = application + "-";
    }

    /// Partitions move: looks for what was left, at once and for a while.
    public void partitionsMove() {
        until = System.nanoTime() + WATCH.toNanos();
        if (watching.compareAndSet(false, true)) {
            Thread.ofVirtual().name("end-left-transactions").start(this::watch);
        }
    }

    /// Looks no longer; the admin client stays open.
    @Override
    public void close() {
        stopped.countDown();
    }

    private void watch() {
        try {
            do {
                endLeft();
            } while (!stopped.await(BETWEEN.toMillis(), TimeUnit.MILLISECONDS) && System.nanoTime() - until < 0);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } catch (UnsupportedVersionException old) {
            LOG.atInfo().log("This broker cannot be asked for open transactions; it ends them when they run out");
        } finally {
            watching.set(false);
        }
    }

    private void endLeft() throws InterruptedException {
        try {
            List<String> left = left();
            if (!left.isEmpty()) {
                admin.fenceProducers(left).all().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                LOG.atInfo()
                        .addKeyValue("transactional_ids", left)
                        .log("Transactions that a lost process left open are ended");
            }
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof UnsupportedVersionException old) {
                throw old;
            }
            LOG.atDebug().setCause(failed).log("Open transactions could not be ended; trying again");
        } catch (TimeoutException slow) {
            LOG.atDebug().log("Open transactions could not be ended in time; trying again");
        }
    }

    private List<String> left() throws InterruptedException, ExecutionException, TimeoutException {
        ListTransactionsOptions open = new ListTransactionsOptions()
                .filterStates(Set.of(TransactionState.ONGOING))
                .filterOnDuration(LEFT.toMillis());
        return admin.listTransactions(open).all().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).stream()
                .map(TransactionListing::transactionalId)
                .filter(id -> id.startsWith(prefix))
                .toList();
    }
}
