package dev.fanfare.producer.spool;

import java.nio.file.Path;
import java.util.BitSet;

/// One file of the spool, how far it may be read, and what of it is done with.
final class Segment {

    private final Path path;
    private final int version;
    private final int mark;
    private final int records;
    private volatile long end;
    private volatile boolean sealed;

    // of the thread that sends
    private final BitSet begun = new BitSet();
    private long seen = Frames.FILE_HEAD;
    private long told;
    private int open;

    /// @param version of its format
    /// @param end what stands durably before it are whole records
    /// @param records how many there were when it was found
    Segment(Path path, int version, int mark, long end, int records) {
        this.path = path;
        this.version = version;
        this.mark = mark;
        this.end = end;
        this.records = records;
    }

    Path path() {
        return path;
    }

    int version() {
        return version;
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

    boolean isEmpty() {
        return end == Frames.FILE_HEAD;
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

    /// How far it was read before.
    long seen() {
        return seen;
    }

    /// All before `to` was read.
    void seen(long to) {
        seen = Math.max(seen, to);
    }

    /// Up to where damage was told of.
    long told() {
        return told;
    }

    void told(long to) {
        told = Math.max(told, to);
    }

    /// A record that begins at `at` was read; each counts once.
    void sees(long at, long size) {
        if (at >= seen) {
            seen = at + size;
            open++;
        }
    }

    /// Whether the record that begins at `at` is on its way, or done with.
    boolean isBegun(long at) {
        return begun.get(number(at));
    }

    void begin(long at) {
        begun.set(number(at));
    }

    /// It did not arrive.
    void putBack(long at) {
        begun.clear(number(at));
    }

    /// One more record is done with.
    void done() {
        open--;
    }

    /// Whether all is done with that ever stood here.
    boolean isDone() {
        return sealed && seen >= end && open == 0;
    }

    /// No two records begin within the length of a head.
    private static int number(long at) {
        return Math.toIntExact(at / Frames.HEAD);
    }
}
