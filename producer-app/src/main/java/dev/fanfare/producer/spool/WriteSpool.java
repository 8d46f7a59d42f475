package dev.fanfare.producer.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes what callers bring, all that came meanwhile with one fsync.
///
/// On a thread of its own: a caller that is interrupted would close the file for all. What could not be written, or
/// made durable, ends its file, since nobody knows what of it stands there: the next goes into another one.
final class WriteSpool implements Runnable {

    /// Beyond this a file is closed, and deleted once all of it is sent.
    static final long FILE = 8L * 1024 * 1024;

    /// Bytes that may wait for the disk.
    static final long QUEUE = 32L * 1024 * 1024;

    private static final long ROUND = 1024L * 1024;
    private static final long STUCK = TimeUnit.SECONDS.toNanos(5);
    private static final Logger LOG = LoggerFactory.getLogger(WriteSpool.class);

    private final SpoolDirectory directory;
    private final SpoolFile.Maker files;
    private final Deque<Segment> segments;
    private final BlockingQueue<Batch> queue = new LinkedBlockingQueue<>();
    private final RandomGenerator random = RandomGenerator.getDefault();
    private final AtomicLong queued = new AtomicLong();
    private @Nullable Writing writing;
    private volatile @Nullable Long begun;
    private volatile boolean stopped;

    private record Writing(SpoolFile file, Segment segment) {}

    /// @param segments where each new file is put behind the others
    WriteSpool(SpoolDirectory directory, SpoolFile.Maker files, Deque<Segment> segments) {
        this.directory = directory;
        this.files = files;
        this.segments = segments;
    }

    /// @throws SpoolFull where the disk is too slow for so much more
    void requireRoom(Batch batch) {
        if (isStuck()) {
            throw new SpoolFull("the disk of the spool does not answer");
        }
        long before = queued.get();
        if (before > 0 && before + batch.size() > QUEUE) {
            throw new SpoolFull("the disk of the spool is too slow");
        }
    }

    void add(Batch batch) {
        queued.addAndGet(batch.size());
        queue.add(batch);
    }

    /// Whether the disk has not answered for some seconds.
    boolean isStuck() {
        Long since = begun;
        return since != null && System.nanoTime() - since > STUCK;
    }

    /// Ends behind what was brought before.
    void stop() {
        stopped = true;
        queue.add(Batch.end());
    }

    @Override
    public void run() {
        while (!stopped || !queue.isEmpty()) {
            List<Batch> batches = new ArrayList<>();
            try {
                take(batches);
                begun = System.nanoTime();
                write(batches);
                batches.forEach(batch -> batch.durable().complete(null));
            } catch (Throwable failed) { // nobody else writes: the next round may go well
                fail(batches, failed);
            }
            begun = null;
            batches.forEach(batch -> queued.addAndGet(-batch.size()));
        }
    }

    private void take(List<Batch> batches) {
        try {
            batches.add(queue.take());
        } catch (InterruptedException hurried) {
            stopped = true; // and the flag is gone, which would close the file
        }
        long size = 0;
        Batch next = queue.poll();
        while (next != null) {
            batches.add(next);
            size += next.size();
            next = size < ROUND ? queue.poll() : null;
        }
    }

    private static void fail(List<Batch> batches, Throwable failed) {
        batches.forEach(batch -> batch.durable().completeExceptionally(failed));
        try {
            LOG.atError().setCause(failed).log("the spool cannot be written");
        } catch (Throwable _) {
            // where even that needs memory that is not there
        }
    }

    private void write(List<Batch> batches) throws IOException {
        List<byte[]> records =
                batches.stream().flatMap(batch -> batch.records().stream()).toList();
        if (!records.isEmpty()) {
            append(writing == null ? open() : writing, records);
        }
        if (batches.stream().anyMatch(Batch::last)) {
            closeFile();
        }
    }

    private Writing open() throws IOException {
        Path path = directory.nextFile();
        SpoolFile file = files.make(path);
        int mark = random.nextInt();
        try {
            file.append(Frames.fileHead(mark));
            file.force();
            directory.force();
        } catch (Throwable failed) {
            closeFile(file, path);
            Files.deleteIfExists(path);
            throw failed;
        }
        writing = new Writing(file, new Segment(path, Frames.VERSION, mark, Frames.FILE_HEAD, 0));
        return writing;
    }

    private void append(Writing to, List<byte[]> records) throws IOException {
        Segment segment = to.segment();
        try {
            to.file().append(Frames.framed(segment.mark(), records));
            to.file().force();
        } catch (Throwable failed) {
            giveUp(to);
            throw failed;
        }
        boolean first = segment.isEmpty();
        segment.reached(segment.end() + Frames.size(records));
        if (first) {
            segments.add(segment);
        }
        if (segment.end() >= FILE) {
            closeFile();
        }
    }

    /// What was not acknowledged is better not there; where it stays, it is sent, as after any 503.
    private void giveUp(Writing to) {
        Segment segment = to.segment();
        try {
            if (segment.isEmpty()) {
                Files.deleteIfExists(segment.path());
            } else {
                to.file().cut(segment.end());
            }
        } catch (IOException stays) {
            LOG.atWarn().addKeyValue("file", segment.path()).setCause(stays).log("a part of the spool stays");
        }
        closeFile();
    }

    private void closeFile() {
        Writing open = writing;
        writing = null;
        if (open != null) {
            closeFile(open.file(), open.segment().path());
            open.segment().seal();
        }
    }

    private static void closeFile(SpoolFile file, Path path) {
        try {
            file.close();
        } catch (IOException failed) {
            LOG.atWarn().addKeyValue("file", path).setCause(failed).log("a file of the spool was not closed well");
        }
    }
}
