package dev.fanfare.producer.spool;

import dev.fanfare.producer.kafka.KafkaAway;
import dev.fanfare.producer.kafka.Outlets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Future;

/// What one call brings, made durable in its order: in Kafka, or, where Kafka has not answered for 2 s or older records
/// wait, in the spool. For one thread.
///
/// Never more than a bound is on its way at once. The first record that finds no place ends the call.
public final class Keeping {

    private static final int ROOM = 2_000;
    private static final long ROOM_BYTES = 4L * 1024 * 1024;
    private static final long PATIENCE = Duration.ofSeconds(2).toNanos();
    private static final long DISK = Duration.ofSeconds(10).toNanos();

    private final Outlets outlets;
    private final Spool spool;
    private final long diskPatience;
    private final Deque<Kept> open = new ArrayDeque<>();
    private long openBytes;
    private long durable;

    public Keeping(Outlets outlets, Spool spool) {
        this(outlets, spool, DISK);
    }

    /// @param diskPatience in ns
    Keeping(Outlets outlets, Spool spool, long diskPatience) {
        this.outlets = outlets;
        this.spool = spool;
        this.diskPatience = diskPatience;
    }

    /// Sets out with a record; waits for earlier ones where there is no room.
    ///
    /// @throws KafkaAway where neither Kafka nor a spool takes this or an earlier one, or Kafka refuses it
    /// @throws SpoolFull where the spool has no room for this or an earlier one
    public Kept add(Outgoing record) {
        while (open.size() >= ROOM || openBytes > ROOM_BYTES) {
            settleFirst();
        }
        Kept kept = new Kept(record);
        if (spool.isEngaged()) {
            goBehind(kept);
        } else {
            goToKafka(kept);
        }
        open.add(kept);
        openBytes += kept.size();
        return kept;
    }

    /// Returns once all are durable.
    ///
    /// @throws KafkaAway as [#add]
    /// @throws SpoolFull as [#add]
    public void finish() {
        while (!open.isEmpty()) {
            settleFirst();
        }
    }

    /// How many are durable, once it is known of all that set out: for who has to say so after a failure.
    public long settle() {
        long now = System.nanoTime();
        open.stream()
                .filter(kept -> isDurable(kept, now + PATIENCE, now + diskPatience))
                .forEach(_ -> durable++);
        open.clear();
        return durable;
    }

    private static boolean isDurable(Kept kept, long deadline, long diskDeadline) {
        try {
            return kept.isDurable(deadline, diskDeadline);
        } catch (KafkaAway | SpoolFull lost) {
            return false;
        }
    }

    private void goToKafka(Kept kept) {
        try {
            kept.send(outlets);
        } catch (KafkaAway away) {
            if (!away.isPassing()) {
                throw away;
            }
            settleKafka(PATIENCE);
            kept.spool(spool.take(List.of(kept.what()), away));
        }
    }

    private void goBehind(Kept kept) {
        settleKafka(PATIENCE);
        spool.behind(kept.what()).ifPresentOrElse(kept::spool, () -> goToKafka(kept));
    }

    private void settleFirst() {
        Kept first = open.getFirst();
        long diskDeadline = System.nanoTime() + diskPatience;
        if (!first.isDurable(System.nanoTime() + PATIENCE, diskDeadline)) {
            settleKafka(0);
        }
        if (first.isDurable(System.nanoTime(), diskDeadline)) {
            open.removeFirst();
            openBytes -= first.size();
            durable++;
        }
    }

    /// Puts into the spool what Kafka does not answer for `nanos`, before anything may go behind it. What it took
    /// without our hearing of it is a repeat then.
    private void settleKafka(long nanos) {
        long deadline = System.nanoTime() + nanos;
        List<Kept> unanswered = open.stream()
                .filter(kept -> !kept.inSpool() && !kept.isWritten(deadline))
                .toList();
        if (!unanswered.isEmpty()) {
            Future<Void> durably = spool.take(
                    unanswered.stream().map(Kept::what).toList(),
                    unanswered.getFirst().why());
            unanswered.forEach(kept -> kept.spool(durably));
        }
    }
}
