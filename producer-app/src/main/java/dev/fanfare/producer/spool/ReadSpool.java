package dev.fanfare.producer.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads what is durable in the order in which it was accepted, and deletes a file once all of it is done with.
final class ReadSpool {

    private static final Logger LOG = LoggerFactory.getLogger(ReadSpool.class);

    private final SpoolDirectory directory;
    private final Deque<Segment> segments;
    private final Deque<Stored> ahead = new ArrayDeque<>();
    private @Nullable Segment current;
    private long position;

    /// A record and the room that it takes.
    record Stored(Entry entry, long size) {}

    ReadSpool(SpoolDirectory directory, Deque<Segment> segments) {
        this.directory = directory;
        this.segments = segments;
    }

    /// The next records, of one file; none where all that is durable was read. What was read before must be done with.
    ///
    /// @param bytes of them together, unless it is one
    List<Stored> next(int most, long bytes) throws IOException {
        while (ahead.isEmpty() && moreAhead()) {
            // looked further
        }
        List<Stored> records = new ArrayList<>();
        long size = 0;
        while (!ahead.isEmpty() && records.size() < most && size < bytes) {
            Stored one = ahead.removeFirst();
            size += one.size();
            records.add(one);
        }
        return records;
    }

    /// Deletes files behind the last record that was read; all of them must be done with.
    ///
    /// @return whether none is left
    boolean deleteDone() throws IOException {
        Segment first = segments.peekFirst();
        while (first != null && ahead.isEmpty() && isAtEnd(first)) {
            directory.delete(first);
            segments.removeFirst();
            current = null;
            first = segments.peekFirst();
        }
        return first == null;
    }

    private boolean isAtEnd(Segment segment) {
        return segment.sealed() && (segment == current ? position : Frames.FILE_HEAD) >= segment.end();
    }

    /// Whether there may be more.
    private boolean moreAhead() throws IOException {
        Segment segment = segments.peekFirst();
        if (segment == null) {
            return false;
        }
        if (segment != current) {
            current = segment;
            position = Frames.FILE_HEAD;
        }
        if (position >= segment.end()) {
            return deleteDone() ? false : segments.peekFirst() != segment;
        }
        look(segment);
        return true;
    }

    private void look(Segment segment) throws IOException {
        long end = segment.end();
        int size = Math.toIntExact(end - position);
        Found found = Found.in(read(segment, size), 0, segment.mark());
        int lost = found.broken() + size - found.end();
        if (lost > 0) {
            damaged(segment, lost + " bytes are not what was written");
        }
        for (byte[] bytes : found.records()) {
            try {
                ahead.add(new Stored(Entry.decode(bytes), Frames.HEAD + (long) bytes.length));
            } catch (IllegalStateException unreadable) {
                damaged(segment, String.valueOf(unreadable.getMessage()));
            }
        }
        position = end;
    }

    private void damaged(Segment segment, String why) {
        LOG.atError()
                .addKeyValue("file", segment.path())
                .addKeyValue("why", why)
                .log("a part of the spool cannot be read: what it held is not sent, and a copy of the file is kept");
        directory.keepDamaged(segment.path());
    }

    private ByteBuffer read(Segment segment, int size) throws IOException {
        ByteBuffer part = ByteBuffer.allocate(size);
        try (FileChannel channel = FileChannel.open(segment.path(), StandardOpenOption.READ)) {
            while (part.hasRemaining()) {
                if (channel.read(part, position + part.position()) < 0) {
                    break; // shorter than it was: what is missing is damage
                }
            }
        }
        return part.flip();
    }
}
