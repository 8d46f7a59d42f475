package dev.fanfare.producer.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The directory of a spool, held by one process at a time; the lock goes when the process does, however it ends.
final class SpoolDirectory implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SpoolDirectory.class);
    private static final String ENDING = ".spool";
    private static final String DAMAGED = ".damaged";
    private static final String PART = ".part";

    private final Path path;
    private final FileChannel held;
    private long next;

    private SpoolDirectory(Path path, FileChannel held) {
        this.path = path;
        this.held = held;
    }

    /// @throws IllegalStateException where another process has it, or it cannot be written to
    static SpoolDirectory take(Path path) {
        try {
            Owner.createDirectories(path);
            Path lock = path.resolve("lock");
            try {
                Owner.create(lock);
            } catch (FileAlreadyExistsException fromBefore) {
                // as it should be
            }
            FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
            if (!isOurs(channel)) {
                channel.close();
                throw new IllegalStateException("fanfare.spool-dir: another front door works with the spool in "
                        + path.toAbsolutePath() + "; each process needs a directory of its own");
            }
            return new SpoolDirectory(path, channel);
        } catch (IOException failed) {
            throw new IllegalStateException(
                    "fanfare.spool-dir: cannot keep a spool in " + path.toAbsolutePath() + ": " + failed, failed);
        }
    }

    Path path() {
        return path;
    }

    /// What a process before this one left, the oldest first: closed, the newest one cut behind the last whole record.
    List<Segment> left() throws IOException {
        List<Segment> segments = new ArrayList<>();
        try (Stream<Path> files = Files.list(path)) {
            List<Path> all = files.sorted().toList();
            all.forEach(file -> next = Math.max(next, number(file) + 1));
            List<Path> ours = all.stream()
                    .filter(file -> file.toString().endsWith(ENDING))
                    .toList();
            for (Path file : ours) {
                recovered(file, file.equals(ours.getLast()), segments);
            }
        }
        return segments;
    }

    /// Where the next file is to stand; names rise, over restarts as well.
    Path nextFile() {
        return path.resolve(String.format("%019d%s", next++, ENDING));
    }

    /// Returns once a crash of the machine would find the files of now.
    void force() throws IOException {
        try (FileChannel directory = FileChannel.open(path, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    void delete(Segment segment) throws IOException {
        Files.deleteIfExists(segment.path());
        force();
    }

    /// Keeps a copy of what cannot be read whole, for a person to look at.
    void keepDamaged(Path file) throws IOException {
        Path copy = file.resolveSibling(file.getFileName() + DAMAGED);
        if (Files.exists(copy)) {
            return; // kept when it was read before
        }
        Path part = file.resolveSibling(file.getFileName() + PART);
        try {
            Files.deleteIfExists(part);
            Files.copy(file, part);
            try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(part, copy, StandardCopyOption.ATOMIC_MOVE);
            force();
        } catch (IOException failed) {
            throw new IOException("no copy of the damaged " + file + " can be kept: " + failed, failed);
        }
    }

    @Override
    public void close() {
        try {
            held.close();
        } catch (IOException failed) {
            LOG.atWarn().setCause(failed).log("the lock of the spool was not given back well");
        }
    }

    /// @param newest whether nothing was written behind it: what is broken at the end of another one is damage
    private void recovered(Path file, boolean newest, List<Segment> segments) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        Optional<Frames.FileHead> head = Frames.head(bytes);
        if (head.isEmpty()) {
            headless(file, bytes.limit());
            return;
        }
        Segment segment = segment(file, newest, head.get(), bytes);
        segment.seal();
        segments.add(segment);
    }

    private static Segment segment(Path file, boolean newest, Frames.FileHead head, ByteBuffer bytes)
            throws IOException {
        if (head.version() != Frames.VERSION) {
            return new Segment(file, head.version(), head.mark(), bytes.limit(), 0);
        }
        Found found = Found.in(bytes, Frames.FILE_HEAD, head.mark());
        boolean torn = newest && found.end() < bytes.limit();
        if (torn) {
            LOG.atWarn()
                    .addKeyValue("file", file)
                    .addKeyValue("bytes", bytes.limit() - found.end())
                    .log("the end of the spool was not written whole, and never acknowledged: it is cut off");
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(found.end());
                channel.force(true);
            }
        }
        return new Segment(
                file,
                head.version(),
                head.mark(),
                torn ? found.end() : bytes.limit(),
                found.records().size());
    }

    /// A file whose head is broken holds nothing that was acknowledged, unless it was longer once.
    private void headless(Path file, int size) throws IOException {
        if (size > Frames.FILE_HEAD) {
            LOG.atError().addKeyValue("file", file).log("a file of the spool cannot be read, and is set aside");
            Files.move(file, file.resolveSibling(file.getFileName() + DAMAGED), StandardCopyOption.REPLACE_EXISTING);
        } else {
            Files.delete(file);
        }
        force();
    }

    /// Of a file or of a copy of one; -1 of anything else.
    private static long number(Path file) {
        String name = file.getFileName().toString();
        int dot = name.indexOf(ENDING);
        String digits = dot < 0 ? "" : name.substring(0, dot);
        return digits.matches("\\d{1,18}|0\\d{18}") ? Long.parseLong(digits) : -1;
    }

    private static boolean isOurs(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException ofThisJvm) {
            return false;
        }
    }
}
