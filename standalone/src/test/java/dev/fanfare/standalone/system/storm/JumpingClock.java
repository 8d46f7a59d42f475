package dev.fanfare.standalone.system.storm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The wall clock of a process, by libfaketime; what counts nanoseconds is left alone.
record JumpingClock(Path library, Path file) {

    private static final List<Path> PLACES = List.of(
            Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"),
            Path.of("/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1"),
            Path.of("/usr/lib64/faketime/libfaketimeMT.so.1"));

    /// Nothing where the library is not installed.
    static Optional<JumpingClock> in(Path data, String name) {
        return PLACES.stream().filter(Files::exists).findFirst().map(library -> {
            JumpingClock clock = new JumpingClock(library, data.resolve("clock-" + name));
            clock.jump(0);
            return clock;
        });
    }

    /// What the process must be started with; it looks for a jump once a second.
    Map<String, String> environment() {
        return Map.of(
                "LD_PRELOAD", library.toString(),
                "FAKETIME_TIMESTAMP_FILE", file.toString(),
                "FAKETIME_CACHE_DURATION", "1",
                "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                // Else no wait of a JVM lasts, and it spins.
                "FAKETIME_FORCE_MONOTONIC_FIX", "0",
                "NO_FAKE_STAT", "1");
    }

    /// To so many seconds before or behind the machine's; 0 is the machine's.
    void jump(long seconds) {
        try {
            Path whole = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), "%+d".formatted(seconds));
            Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
