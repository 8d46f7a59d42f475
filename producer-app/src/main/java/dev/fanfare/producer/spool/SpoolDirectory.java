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
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The directory of a spool, held by one process at a time; the lock goes when the process does, however it ends.
final class SpoolDirectory implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SpoolDirectory.class);
    private static final String ENDING = ".spool";
    private static final String DAMAGED = ".damaged";

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

    /// What a process before this one left, the oldest first: closed, and cut behind the last whole record.
    List<Segment> left() throws IOException {
        List<Segment> segments = new ArrayList<>();
        try (Stream<Path> files = Files.list(path)) {
            for (Path file : files.filter(file -> file.toString().endsWith(ENDING))
                    .sorted()
                    .toList()) {
                next = Math.max(next, number(file) + 1);
                recovered(file, segments);
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
    void keepDamaged(Path file) {
        Path copy = file.resolveSibling(file.getFileName() + DAMAGED);
        try {
            Files.copy(file, copy);
        } catch (FileAlreadyExistsException kept) {
            // by a process before this one
        } catch (IOException failed) {
            LOG.atError().addKeyValue("file", file).setCause(failed).log("a damaged part of the spool cannot be kept");
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

    private void recovered(Path file, List<Segment> segments) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        OptionalInt mark = Frames.mark(bytes);
        if (mark.isEmpty()) {
            headless(file, bytes.limit());
            return;
        }
        Found found = Found.in(bytes, Frames.FILE_HEAD, mark.getAsInt());
        if (found.end() < bytes.limit()) {
            LOG.atWarn()
                    .addKeyValue("file", file)
                    .addKeyValue("bytes", bytes.limit() - found.end())
                    .log("the end of the spool was not written whole, and never acknowledged: it is cut off");
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(found.end());
                channel.force(true);
            }
        }
        Segment segment =
                new Segment(file, mark.getAsInt(), found.end(), found.records().size());
        segment.seal();
        segments.add(segment);
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

    private static long number(Path file) {
        String name = file.getFileName().toString();
        String digits = name.substring(0, name.length() - ENDING.length());
        return digits.matches("\\d{1,18}|0\\d{18}") ? Long.parseLong(digits) : 0;
    }

    private static boolean isOurs(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException ofThisJvm) {
            return false;
        }
    }
}
