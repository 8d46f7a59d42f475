package dev.fanfare.producer.spool;

import dev.fanfare.producer.kafka.KafkaAway;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A spool in a directory of the local disk.
///
/// While anything waits, all that comes goes behind it; the last of it is sent while callers wait for the lock, so that
/// a spool under load ends as well, and nobody passes anybody.
public final class LocalSpool implements Spool, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LocalSpool.class);
    private static final long CLOSE_MS = 5_000;
    private static final long LOCK_MS = 10_000;
    /// So long callers wait for the end, and the disk besides.
    private static final long HOLD = TimeUnit.MILLISECONDS.toNanos(500);

    private final SpoolDirectory directory;
    private final WriteSpool writer;
    private final ReadSpool reader;
    private final Room room;
    private final Thread thread;
    /// In turn, so that neither callers nor who sends waits for ever.
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition changed = lock.newCondition();
    private volatile boolean engaged;
    private volatile boolean closed;

    private LocalSpool(SpoolDirectory directory, SpoolFile.Maker files, Room room) throws IOException {
        this.directory = directory;
        this.room = room;
        Deque<Segment> segments = new ConcurrentLinkedDeque<>(directory.left());
        writer = new WriteSpool(directory, files, segments);
        reader = new ReadSpool(directory, segments, room);
        engaged = !segments.isEmpty();
        segments.forEach(segment -> room.count(segment.records(), segment.end() - Frames.FILE_HEAD));
        thread = Thread.ofPlatform().name("fanfare-spool").daemon().start(writer);
    }

    /// What a process before this one left waits at once.
    ///
    /// @param most bytes that may wait
    /// @throws IllegalStateException where another process has the directory, or it cannot be used
    public static LocalSpool open(Path path, long most, InstantSource clock) {
        return open(path, SpoolFile::onDisk, new Room(most, clock));
    }

    static LocalSpool open(Path path, SpoolFile.Maker files, Room room) {
        SpoolDirectory directory = SpoolDirectory.take(path);
        try {
            return new LocalSpool(directory, files, room);
        } catch (IOException failed) {
            directory.close();
            throw new IllegalStateException(
                    "fanfare.spool-dir: cannot read the spool in " + path.toAbsolutePath() + ": " + failed, failed);
        }
    }

    @Override
    public boolean isEngaged() {
        return engaged;
    }

    @Override
    public Optional<Future<Void>> behind(Outgoing record) {
        if (!engaged) {
            return Optional.empty();
        }
        Batch batch = batch(List.of(record));
        lock();
        try {
            return engaged ? Optional.of(put(batch)) : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Future<Void> take(List<Outgoing> records, KafkaAway why) {
        Batch batch = batch(records);
        lock();
        try {
            Future<Void> durable = put(batch);
            if (!engaged) {
                LOG.atWarn().addKeyValue("why", why.getMessage()).log("Kafka does not answer: the spool takes over");
                engaged = true;
                changed.signalAll();
            }
            return durable;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Figures figures() {
        return room.figures(writer.isStuck() ? "the disk does not answer" : "");
    }

    /// What was brought before is durable, or has failed, when this returns; what waits stays for the next process.
    @Override
    public void close() {
        closed = true;
        try {
            // who has it adds nothing any more, or hangs with the disk
            if (lock.tryLock(CLOSE_MS, TimeUnit.MILLISECONDS)) {
                lock.unlock();
            }
            writer.stop();
            thread.join(CLOSE_MS);
        } catch (InterruptedException hurried) {
            writer.stop();
            Thread.currentThread().interrupt();
        }
        directory.close();
    }

    ReadSpool reader() {
        return reader;
    }

    Room room() {
        return room;
    }

    /// Waits until something waits, for `ms` at most.
    boolean awaitEngaged(long ms) throws InterruptedException {
        lock.lock();
        try {
            if (!engaged && !closed) {
                boolean _ = changed.await(ms, TimeUnit.MILLISECONDS);
            }
            return engaged;
        } finally {
            lock.unlock();
        }
    }

    /// Ends all waiting for [#awaitEngaged]; where somebody has the lock, nobody waits for that.
    void wake() {
        if (lock.tryLock()) {
            try {
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /// Tries to end the spool, while nobody may add to it; its files are still to be deleted then.
    ///
    /// @param sendRest sends all that stands there
    boolean end(Attempt sendRest) throws IOException, InterruptedException {
        if (writer.isStuck()) {
            throw new IOException("the disk of the spool does not answer");
        }
        return hold(deadline -> {
            Batch end = Batch.end();
            writer.add(end);
            if (!isDurable(end, deadline) || !sendRest.succeeds(deadline)) {
                return false;
            }
            room.empty();
            engaged = false;
            return true;
        });
    }

    /// Does something while nobody may add to the spool.
    boolean hold(Attempt something) throws IOException, InterruptedException {
        lock.lock();
        try {
            return something.succeeds(System.nanoTime() + HOLD);
        } finally {
            lock.unlock();
        }
    }

    /// Something that may not succeed by a deadline, by the clock of [System#nanoTime].
    interface Attempt {
        boolean succeeds(long deadline) throws IOException, InterruptedException;
    }

    private static boolean isDurable(Batch batch, long deadline) throws InterruptedException {
        try {
            batch.durable().get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            return true;
        } catch (ExecutionException | TimeoutException notNow) {
            return false;
        }
    }

    private void lock() {
        try {
            if (!lock.tryLock(LOCK_MS, TimeUnit.MILLISECONDS)) {
                throw new SpoolFull("the disk of the spool does not answer");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new SpoolFull("the front door stops", stopped);
        }
    }

    private Batch batch(List<Outgoing> records) {
        return Batch.of(records.stream()
                .map(record -> new Entry(room.now(), record).encode())
                .toList());
    }

    private Future<Void> put(Batch batch) {
        if (closed) {
            throw new SpoolFull("the front door stops");
        }
        writer.requireRoom(batch);
        room.take(batch);
        CompletableFuture<Void> durable = batch.durable().whenComplete((_, failed) -> {
            if (failed != null) {
                room.failed(batch, failed);
            }
        });
        writer.add(batch);
        return durable;
    }
}
