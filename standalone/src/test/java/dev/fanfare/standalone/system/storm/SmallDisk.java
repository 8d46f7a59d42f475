package dev.fanfare.standalone.system.storm;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A disk in memory that is soon full.
record SmallDisk(Path place) implements AutoCloseable {

    private static final int MB = 1 << 20;

    /// Nothing where it may not be mounted, which root may.
    static Optional<SmallDisk> at(Path place) {
        try {
            Files.createDirectories(place);
            return run("mount", "-t", "tmpfs", "-o", "size=40m", "none", place.toString())
                    ? Optional.of(new SmallDisk(place))
                    : Optional.empty();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    void fill() {
        try (OutputStream more = Files.newOutputStream(place.resolve("filler"))) {
            while (true) {
                more.write(new byte[MB]);
            }
        } catch (IOException full) {
            // as it should be
        }
    }

    void free() {
        try {
            Files.deleteIfExists(place.resolve("filler"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        run("umount", place.toString());
    }

    private static boolean run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getInputStream().transferTo(OutputStream.nullOutputStream());
            return process.waitFor() == 0;
        } catch (IOException none) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
