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
/// to 20 s after the kill. An application's own transactions last fractions of a second, and a session at most while a
/// rebalance waits for somebody lost: one that is open for longer than [#LEFT] while partitions move belongs to nobody
/// who is well, and is fenced (KIP-699), which ends it. Should its process live after all, it finds itself fenced and
/// begins again from what was committed, as it would when the broker ended it.
public final class EndLeftTransactions implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EndLeftTransactions.class);

    /// How long a transaction that is left was open: a session of 6 s, and a heartbeat of 2 s.
    private static final Duration LEFT = Duration.ofSeconds(8);

    private static final Duration WATCH = Duration.ofSeconds(15);
    private static final Duration BETWEEN = Duration.ofMillis(250);
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

    /// Partitions that move just when it ends are watched as well.
    private void watch() {
        do {
            boolean goesOn = lookUntilOver();
            watching.set(false);
            if (!goesOn) {
                return;
            }
        } while (System.nanoTime() - until < 0 && watching.compareAndSet(false, true));
    }

    /// Whether looking again can be of use.
    private boolean lookUntilOver() {
        try {
            do {
                endLeft();
                if (stopped.await(BETWEEN.toMillis(), TimeUnit.MILLISECONDS)) {
                    return false;
                }
            } while (System.nanoTime() - until < 0);
            return true;
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return false;
        } catch (UnsupportedVersionException old) {
            LOG.atInfo().log("This broker cannot be asked for open transactions; it ends them when they run out");
            return false;
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
