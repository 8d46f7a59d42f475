package dev.fanfare.producer.spool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/// A disk that is full for a while, and a machine that forgets at a crash what was not forced.
final class FlakyDisk implements SpoolFile.Maker {

    private final Map<Path, Long> forced = new HashMap<>();
    private final Random random;
    private boolean full;

    FlakyDisk(Random random) {
        this.random = random;
    }

    synchronized void fill() {
        full = true;
    }

    synchronized void free() {
        full = false;
    }

    /// What a crash leaves: all that was forced, and of each file any part of what was not.
    synchronized void crashInto(Path from, Path to) {
        try (Stream<Path> files = Files.list(from)) {
            Files.createDirectories(to);
            for (Path file : files.sorted().toList()) {
                Path copy = Files.copy(file, to.resolve(file.getFileName()));
                long size = Files.size(copy);
                long safe = Math.min(size, forced.getOrDefault(file, size));
                try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
                    channel.truncate(safe + random.nextLong(size - safe + 1));
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public SpoolFile make(Path path) throws IOException {
        SpoolFile file = SpoolFile.onDisk(path);
        return new SpoolFile() {
            private long size;

            @Override
            public void append(ByteBuffer bytes) throws IOException {
                synchronized (FlakyDisk.this) {
                    if (full && random.nextBoolean()) {
                        ByteBuffer part = bytes.slice(0, random.nextInt(bytes.limit() + 1));
                        size += part.remaining();
                        file.append(part);
                        throw new IOException("No space left on device");
                    }
                    size += bytes.remaining();
                    file.append(bytes);
                }
            }

            @Override
            public void force() throws IOException {
                synchronized (FlakyDisk.this) {
                    if (full) {
                        throw new IOException("No space left on device");
                    }
                    forced.put(path, size);
                }
            }

            @Override
            public void cut(long to) throws IOException {
                synchronized (FlakyDisk.this) {
                    if (full && random.nextBoolean()) {
                        throw new IOException("Input/output error");
                    }
                    size = to;
                    file.cut(to);
                }
            }

            @Override
            public void close() throws IOException {
                file.close();
            }
        };
    }
}
