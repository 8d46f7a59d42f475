package dev.fanfare.producer.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads what is durable in the order in which it was accepted, as often as it takes, and deletes a file once all of it
/// is done with.
final class ReadSpool {

    /// Bytes that are read at once: more than two records.
    static final int PART = 2 * Frames.LARGEST;

    private static final Logger LOG = LoggerFactory.getLogger(ReadSpool.class);

    private final SpoolDirectory directory;
    private final Deque<Segment> segments;
    private final Room room;
    private @Nullable Segment current;
    /// The last one of which was told that it cannot be deleted.
    private @Nullable Path undeleted;
    private long position;

    ReadSpool(SpoolDirectory directory, Deque<Segment> segments, Room room) {
        this.directory = directory;
        this.segments = segments;
        this.room = room;
    }

    /// The next records that nobody has begun to send; none where all that is durable was read.
    ///
    /// @throws IOException where a file, or a record of it, cannot be read here: nothing is passed over
    List<Stored> next() throws IOException {
        List<Stored> records = List.of();
        Segment segment = at();
        while (records.isEmpty() && segment != null) {
            records = look(segment);
            segment = at();
        }
        return records;
    }

    /// Goes back to the oldest.
    void rewind() {
        current = null;
    }

    /// Deletes the files of which all is done with; one that cannot be deleted holds nobody up, and is tried again.
    void deleteDone() {
        for (Segment segment : segments) {
            if (segment.isDone()) {
                try {
                    directory.delete(segment);
                    segments.remove(segment);
                } catch (IOException failed) {
                    tellOnce(segment, failed);
                }
            }
        }
    }

    private void tellOnce(Segment segment, IOException failed) {
        if (!segment.path().equals(undeleted)) {
            undeleted = segment.path();
            LOG.atError()
                    .addKeyValue("file", segment.path())
                    .addKeyValue("why", String.valueOf(failed.getMessage()))
                    .log(
                            "a file of the spool of which all is sent cannot be deleted, and would be sent again by a restart");
        }
    }

    /// The file that has more; null where none has.
    private @Nullable Segment at() {
        Segment segment = current == null ? following(null) : current;
        while (segment != null) {
            if (segment != current) {
                current = segment;
                position = Frames.FILE_HEAD;
            }
            boolean sealed = segment.sealed();
            if (position < segment.end()) {
                return segment;
            }
            segment = sealed ? following(segment) : null;
        }
        return null;
    }

    private @Nullable Segment following(@Nullable Segment before) {
        for (Segment segment : segments) {
            if (!segment.isDone() && (before == null || segment.path().compareTo(before.path()) > 0)) {
                return segment;
            }
        }
        return null;
    }

    private List<Stored> look(Segment segment) throws IOException {
        requireKnown(segment);
        long from = position;
        long end = from < segment.seen() ? segment.seen() : segment.end();
        int size = (int) Math.min(PART, end - from);
        Found found = Found.in(read(segment, from, size), 0, segment.mark());
        // what begins behind this may go on behind the part
        int surely = from + size == end ? size : size - Frames.LARGEST;
        int upTo = Math.max(found.end(), surely);
        int lost = found.broken(segment.told() - from, upTo);
        if (lost > 0) {
            damaged(segment, lost);
        }
        segment.told(from + upTo);
        List<Stored> records = new ArrayList<>();
        for (int number = 0; number < found.records().size(); number++) {
            long at = from + found.starts().get(number);
            if (!take(segment, at, found.records().get(number), records)) {
                position = at;
                return records;
            }
        }
        position = from + upTo;
        segment.seen(position);
        return records;
    }

    /// Whether it can be read; those before it go first.
    private static boolean take(Segment segment, long at, byte[] bytes, List<Stored> records) throws IOException {
        long size = Frames.HEAD + (long) bytes.length;
        if (!segment.isBegun(at)) {
            try {
                records.add(new Stored(Entry.decode(bytes), size, segment, at));
            } catch (IllegalStateException strange) {
                if (records.isEmpty()) {
                    throw new IOException(
                            segment.path() + " holds what this build cannot read (" + strange.getMessage()
                                    + "): it waits for the build that wrote it",
                            strange);
                }
                return false;
            }
        }
        segment.sees(at, size);
        return true;
    }

    private static void requireKnown(Segment segment) throws IOException {
        if (segment.version() != Frames.VERSION) {
            throw new IOException(segment.path() + " is of version " + segment.version()
                    + ", which this build does not know: it waits for the build that wrote it");
        }
    }

    private void damaged(Segment segment, int lost) throws IOException {
        directory.keepDamaged(segment.path());
        room.count(0, -lost);
        LOG.atError()
                .addKeyValue("file", segment.path())
                .addKeyValue("bytes", lost)
                .log("a part of the spool cannot be read: what it held is not sent, and a copy of the file is kept");
    }

    private static ByteBuffer read(Segment segment, long from, int size) throws IOException {
        ByteBuffer part = ByteBuffer.allocate(size);
        try (FileChannel channel = FileChannel.open(segment.path(), StandardOpenOption.READ)) {
            while (part.hasRemaining()) {
                if (channel.read(part, from + part.position()) < 0) {
                    break; // shorter than it was: what is missing is damage
                }
            }
        }
        return part.flip();
    }
}
