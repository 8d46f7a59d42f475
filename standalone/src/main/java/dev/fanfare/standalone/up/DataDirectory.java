package dev.fanfare.standalone.up;

import dev.fanfare.standalone.work.WorkFailed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A pipeline's directory, held by one process at a time; the lock goes when the process does, however it ends.
final class DataDirectory implements AutoCloseable {

    private static final String STATE = "state";

    private final Path path;
    private final FileChannel held;

    private DataDirectory(Path path, FileChannel held) {
        this.path = path;
        this.held = held;
    }

    /// @throws WorkFailed where another process has it, or it cannot be written to
    static DataDirectory take(Path path) {
        try {
            Files.createDirectories(path.resolve(STATE)); // here: of two that make it at once, Kafka Streams fails one
            FileChannel channel =
                    FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!isOurs(channel)) {
                channel.close();
                throw new WorkFailed("another Fanfare works with the data in " + path
                        + "; stop it, or take another directory with --data DIR");
            }
            return new DataDirectory(path, channel);
        } catch (IOException failed) {
            throw new WorkFailed("cannot keep data in " + path + " (" + failed.getMessage()
                    + "); take another directory with --data DIR");
        }
    }

    private static boolean isOurs(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException ofThisJvm) {
            return false;
        }
    }

    /// Where the apps keep their stores.
    static Path state(Path data) {
        return data.resolve(STATE);
    }

    /// Where the front door keeps what it accepted while Kafka was away.
    static Path spool(Path data) {
        return data.resolve("spool");
    }

    Path broker() {
        return path.resolve("kafka");
    }

    @Override
    public void close() {
        try {
            held.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
