package dev.fanfare.producer.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
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

    private static final Logger LOG = LoggerFactory.getLogger(WriteSpool.class);

    private final SpoolDirectory directory;
    private final SpoolFile.Maker files;
    private final Deque<Segment> segments;
    private final BlockingQueue<Batch> queue = new LinkedBlockingQueue<>();
    private final RandomGenerator random = RandomGenerator.getDefault();
    private @Nullable Writing writing;
    private volatile boolean stopped;

    private record Writing(SpoolFile file, Segment segment) {}

    /// @param segments where each new file is put behind the others
    WriteSpool(SpoolDirectory directory, SpoolFile.Maker files, Deque<Segment> segments) {
        this.directory = directory;
        this.files = files;
        this.segments = segments;
    }

    void add(Batch batch) {
        queue.add(batch);
    }

    /// Ends behind what was brought before.
    void stop() {
        stopped = true;
        queue.add(Batch.end());
    }

    @Override
    public void run() {
        boolean more = true;
        while (more) {
            more = round();
        }
    }

    /// Returns whether there may be more.
    private boolean round() {
        List<Batch> batches = new ArrayList<>();
        try {
            batches.add(queue.take());
        } catch (InterruptedException hurried) {
            stopped = true; // and the flag is gone, which would close the file
        }
        queue.drainTo(batches);
        try {
            write(batches);
            batches.forEach(batch -> batch.durable().complete(null));
        } catch (IOException | RuntimeException failed) {
            LOG.atError().setCause(failed).log("the spool cannot be written");
            batches.forEach(batch -> batch.durable().completeExceptionally(failed));
        }
        return !stopped || !queue.isEmpty();
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
        } catch (IOException failed) {
            file.close();
            Files.deleteIfExists(path);
            throw failed;
        }
        writing = new Writing(file, new Segment(path, mark, Frames.FILE_HEAD, 0));
        segments.add(writing.segment());
        return writing;
    }

    private void append(Writing to, List<byte[]> records) throws IOException {
        Segment segment = to.segment();
        try {
            to.file().append(Frames.framed(segment.mark(), records));
            to.file().force();
        } catch (IOException failed) {
            giveUp(to);
            throw failed;
        }
        segment.reached(segment.end() + Frames.size(records));
        if (segment.end() >= FILE) {
            closeFile();
        }
    }

    /// What was not acknowledged is better not there; where it stays, it is sent, as after any 503.
    private void giveUp(Writing to) {
        try {
            to.file().cut(to.segment().end());
        } catch (IOException stays) {
            LOG.atWarn()
                    .addKeyValue("file", to.segment().path())
                    .setCause(stays)
                    .log("a part of the spool stays");
        }
        closeFile();
    }

    private void closeFile() {
        Writing open = writing;
        writing = null;
        if (open != null) {
            try {
                open.file().close();
            } catch (IOException failed) {
                LOG.atWarn()
                        .addKeyValue("file", open.segment().path())
                        .setCause(failed)
                        .log("a file of the spool was not closed well");
            }
            open.segment().seal();
        }
    }
}
