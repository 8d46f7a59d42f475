package dev.fanfare.producer.spool;

import java.nio.file.Path;

/// One file of the spool, and how far it may be read.
final class Segment {

    private final Path path;
    private final int mark;
    private final int records;
    private volatile long end;
    private volatile boolean sealed;

    /// @param end what stands durably before it are whole records
    /// @param records how many there were when it was found
    Segment(Path path, int mark, long end, int records) {
        this.path = path;
        this.mark = mark;
        this.end = end;
        this.records = records;
    }

    Path path() {
        return path;
    }

    int mark() {
        return mark;
    }

    int records() {
        return records;
    }

    long end() {
        return end;
    }

    /// Whether nothing is written to it any more.
    boolean sealed() {
        return sealed;
    }

    void reached(long size) {
        end = size;
    }

    void seal() {
        sealed = true;
    }
}
