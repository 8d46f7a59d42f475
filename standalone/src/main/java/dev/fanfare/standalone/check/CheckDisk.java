package dev.fanfare.standalone.check;

import dev.fanfare.standalone.check.Finding.Bad;
import dev.fanfare.standalone.check.Finding.Doubtful;
import dev.fanfare.standalone.check.Finding.Good;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// Is there room for the data?
final class CheckDisk {

    private static final long NEEDED = 1L << 30;
    private static final long COMFORTABLE = 10L << 30;

    private CheckDisk() {}

    static Finding check(Path data) {
        Path place = existing(data.toAbsolutePath());
        String remedy = "keep the data elsewhere with ./fanfare up --data DIR";
        if (!Files.isDirectory(place) || !Files.isWritable(place)) {
            return new Bad("disk", place + " cannot be written to", remedy);
        }
        try {
            long free = Files.getFileStore(place).getUsableSpace();
            String seen = String.format(Locale.ROOT, "%.1f GB free at %s", free / 1e9, place);
            return free < NEEDED
                    ? new Bad("disk", seen, "free at least 1 GB, or " + remedy)
                    : free < COMFORTABLE
                            ? new Doubtful("disk", seen, "a long run wants 10 GB; " + remedy)
                            : new Good("disk", seen);
        } catch (IOException unreadable) {
            return new Bad("disk", place + ": " + unreadable.getMessage(), remedy);
        }
    }

    private static Path existing(Path path) {
        Path parent = path.getParent();
        return Files.exists(path) || parent == null ? path : existing(parent);
    }
}
