package dev.fanfare.standalone.client;

import dev.fanfare.standalone.work.WorkFailed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// Cuts lines that come in a stream into pieces of whole lines, which fit in memory.
final class Pieces {

    private static final int BUFFER = 64 * 1024;
    private static final int LONGEST_LINE = 1024 * 1024;
    private static final int BYTES = 4 * 1024 * 1024;
    private static final int LINES = 20_000;

    private final InputStream in;
    private final String name;
    private final byte[] buffer = new byte[BUFFER];
    private int next;
    private int end;
    private long number;

    /// @param name of what is read, for people
    Pieces(InputStream in, String name) {
        this.in = in;
        this.name = name;
    }

    /// Some lines as they stand in the file.
    ///
    /// @param first the number of the first, from 1
    record Piece(long first, int lines, byte[] bytes) {

        long last() {
            return first + lines - 1;
        }
    }

    /// Passes over the lines before this one, from 1.
    void skipTo(long line) throws IOException {
        var passed = new ByteArrayOutputStream();
        while (number < line - 1 && line(passed)) {
            passed.reset();
        }
    }

    /// The next piece, or null at the end.
    ///
    /// @throws WorkFailed where a line has more than 1 MiB
    @Nullable
    Piece next() throws IOException {
        var bytes = new ByteArrayOutputStream();
        long before = number;
        while (number - before < LINES && bytes.size() < BYTES && line(bytes)) {
            // as many as fit
        }
        int lines = (int) (number - before);
        return lines == 0 ? null : new Piece(before + 1, lines, bytes.toByteArray());
    }

    /// Adds one line with its end; false at the end of the file.
    private boolean line(ByteArrayOutputStream bytes) throws IOException {
        int begin = bytes.size();
        boolean ended = false;
        while (!ended && fill()) {
            int stop = next;
            while (stop < end && buffer[stop] != '\n') {
                stop++;
            }
            ended = stop < end;
            int behind = ended ? stop + 1 : stop;
            bytes.write(buffer, next, behind - next);
            next = behind;
            requireShort(bytes.size() - begin);
        }
        boolean any = bytes.size() > begin;
        number += any ? 1 : 0;
        return any;
    }

    private void requireShort(int bytes) {
        if (bytes > LONGEST_LINE) {
            throw new WorkFailed(name + ", line " + (number + 1)
                    + " has more than 1 MiB: a person must stand on one line, as with jq -c . FILE");
        }
    }

    private boolean fill() throws IOException {
        if (next == end) {
            next = 0;
            end = Math.max(0, in.read(buffer));
        }
        return next < end;
    }
}
