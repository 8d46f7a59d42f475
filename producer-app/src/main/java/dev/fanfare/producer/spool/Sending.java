package dev.fanfare.producer.spool;

import dev.fanfare.producer.kafka.KafkaAway;
import dev.fanfare.producer.kafka.Outlets;
import dev.fanfare.producer.spool.ReadSpool.Stored;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/// Records on their way from the spool to Kafka, in order: none is given up, and none begins behind one that failed.
final class Sending {

    private final Deque<Stored> unsent = new ArrayDeque<>();
    private final Deque<Future<RecordMetadata>> underWay = new ArrayDeque<>();
    private final Room room;

    Sending(Room room) {
        this.room = room;
    }

    boolean isEmpty() {
        return unsent.isEmpty();
    }

    void add(Collection<Stored> records) {
        unsent.addAll(records);
        Stored first = unsent.peekFirst();
        room.next(first == null ? null : first.entry().acceptedAt());
    }

    /// Whether all of them are acknowledged now, or before `deadline` by the clock of [System#nanoTime].
    ///
    /// @throws KafkaAway where one was not taken; the next call sends it again, and what stands behind it
    boolean go(Outlets outlets, long deadline) throws InterruptedException {
        if (underWay.isEmpty()) {
            send(outlets);
        }
        while (!underWay.isEmpty()) {
            try {
                underWay.getFirst().get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException later) {
                return false;
            } catch (ExecutionException | CancellationException failed) {
                letEnd();
                throw new KafkaAway("a record of the spool was not acknowledged: " + reason(failed), failed);
            }
            underWay.removeFirst();
            room.count(-1, -unsent.removeFirst().size());
        }
        return unsent.isEmpty();
    }

    private void send(Outlets outlets) {
        boolean well = true;
        for (Stored record : unsent) {
            if (well) {
                Future<RecordMetadata> sent =
                        record.entry().what().through(outlets).sent();
                underWay.add(sent);
                well = sent.state() != Future.State.FAILED;
            }
        }
    }

    /// What follows the failed one may have been taken; sent again, it is a repeat and told once.
    private void letEnd() throws InterruptedException {
        for (Future<RecordMetadata> one : underWay) {
            try {
                one.get();
            } catch (ExecutionException | CancellationException alsoFailed) {
                // and is sent again as well
            }
        }
        underWay.clear();
    }

    private static @Nullable Throwable reason(Exception failed) {
        return failed.getCause() == null ? failed : failed.getCause();
    }
}
