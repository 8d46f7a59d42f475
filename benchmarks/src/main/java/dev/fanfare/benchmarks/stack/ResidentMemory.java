package dev.fanfare.benchmarks.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How much of a process stands in memory, as Linux counts it: heap, RocksDB and all else.
public record ResidentMemory(long pid) {

    private static final Pattern HIGHEST = Pattern.compile("(?m)^VmHWM:\\s+(\\d+) kB$");
    private static final int KIB_IN_A_MIB = 1024;

    /// The most since the process was started, in MiB.
    public double highest() {
        try {
            return highest(Files.readString(Path.of("/proc", String.valueOf(pid), "status")));
        } catch (IOException elsewhere) {
            throw new UncheckedIOException("the memory of a process can be read on Linux only", elsewhere);
        }
    }

    static double highest(String status) {
        Matcher line = HIGHEST.matcher(status);
        if (!line.find()) {
            throw new IllegalStateException("no VmHWM in:\n" + status);
        }
        return (double) Long.parseLong(line.group(1)) / KIB_IN_A_MIB;
    }
}
