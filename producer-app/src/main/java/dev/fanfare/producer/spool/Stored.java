package dev.fanfare.producer.spool;

/// A record as it was read from the spool.
///
/// @param size the room that it takes
/// @param at where it begins in its file
record Stored(Entry entry, long size, Segment segment, long at) {

    void begin() {
        segment.begin(at);
    }

    void putBack() {
        segment.putBack(at);
    }

    void done() {
        segment.done();
    }

    /// Whether it is the same record, read again.
    boolean isSame(Stored other) {
        return segment == other.segment && at == other.at;
    }
}
