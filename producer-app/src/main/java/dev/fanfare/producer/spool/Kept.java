package dev.fanfare.producer.spool;

import dev.fanfare.producer.kafka.KafkaAway;
import dev.fanfare.producer.kafka.Outlets;
import dev.fanfare.schemas.Event;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/// A record of a call, and where it got. For the thread of its call.
public final class Kept {

    private static final int AROUND = 1_024;

    private final Outgoing what;
    private @Nullable Future<RecordMetadata> sent;
    private @Nullable Future<Void> spooled;
    private @Nullable RecordMetadata written;
    private @Nullable KafkaAway why;

    Kept(Outgoing what) {
        this.what = what;
    }

    /// Where it stands in Kafka; nothing where it waits in the spool.
    public Optional<RecordMetadata> written() {
        return Optional.ofNullable(written);
    }

    public boolean inSpool() {
        return spooled != null;
    }

    Outgoing what() {
        return what;
    }

    /// About how much memory it takes.
    long size() {
        Event event =
                what instanceof Outgoing.OfEvent brought ? brought.message().value() : null;
        return AROUND
                + (event == null || event.getData() == null
                        ? 0
                        : 2L * event.getData().length());
    }

    /// @throws KafkaAway where Kafka does not take it, or refuses it
    void send(Outlets outlets) {
        sent = what.through(outlets).sent();
        if (sent.state() == Future.State.FAILED) {
            throw new KafkaAway("a record was not taken: " + sent.exceptionNow(), sent.exceptionNow());
        }
    }

    void spool(Future<Void> durable) {
        spooled = durable;
    }

    /// Whether it is durable by `deadline`, by the clock of [System#nanoTime], where it was sent to Kafka; whether it
    /// is, where it was put into the spool.
    ///
    /// @param diskDeadline by the same clock
    /// @throws SpoolFull where the disk did not take it by then
    boolean isDurable(long deadline, long diskDeadline) {
        Future<Void> onDisk = spooled;
        if (onDisk != null) {
            awaitDisk(onDisk, diskDeadline);
            return true;
        }
        return isWritten(deadline);
    }

    /// Why Kafka does not have it.
    KafkaAway why() {
        return why == null ? new KafkaAway("a record was not acknowledged in 2 s") : why;
    }

    /// Whether Kafka has it by `deadline`.
    ///
    /// @throws KafkaAway where it refused it
    boolean isWritten(long deadline) {
        Future<RecordMetadata> toKafka = sent;
        if (written == null && toKafka != null) {
            try {
                written = toKafka.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (ExecutionException failed) {
                KafkaAway away = new KafkaAway("a record was not acknowledged: " + failed.getCause(), failed);
                why = away;
                if (!away.isPassing()) {
                    throw away;
                }
            } catch (TimeoutException | CancellationException away) {
                return false;
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new KafkaAway("stopped while a record was on its way", stopped);
            }
        }
        return written != null;
    }

    private static void awaitDisk(Future<Void> onDisk, long deadline) {
        try {
            onDisk.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            throw new SpoolFull("the spool cannot be written", failed);
        } catch (TimeoutException slow) {
            throw new SpoolFull("the disk of the spool does not answer", slow);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new SpoolFull("the front door stops", stopped);
        }
    }
}
