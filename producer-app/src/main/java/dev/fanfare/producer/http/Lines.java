package dev.fanfare.producer.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// Reads a body line by line in bounded memory; blank lines are left out, and so is what is too long for a line.
public final class Lines {

    private static final int BUFFER = 64 * 1024;

    private final InputStream in;
    private final int most;
    private final byte[] buffer = new byte[BUFFER];
    private int next;
    private int end;
    private long number;

    Lines(InputStream in, int most) {
        this.in = in;
        this.most = most;
    }

    /// One line of a body.
    ///
    /// @param number from 1
    /// @param tooLong the line had more bytes than one may have, and `bytes` is empty
    public record Line(long number, byte[] bytes, boolean tooLong) {}

    /// The next line, or null at the end; waits for what is still to come.
    public @Nullable Line next() throws IOException {
        while (fill()) {
            Line line = line();
            if (line.tooLong() || !isBlank(line.bytes())) {
                return line;
            }
        }
        return null;
    }

    private Line line() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        boolean tooLong = false;
        boolean ended = false;
        number++;
        while (!ended && fill()) {
            int stop = next;
            while (stop < end && buffer[stop] != '\n') {
                stop++;
            }
            tooLong |= bytes.size() + (stop - next) > most;
            if (!tooLong) {
                bytes.write(buffer, next, stop - next);
            }
            ended = stop < end;
            next = ended ? stop + 1 : stop;
        }
        return tooLong ? new Line(number, new byte[0], true) : new Line(number, bytes.toByteArray(), false);
    }

    private boolean fill() throws IOException {
        if (next == end) {
            next = 0;
            end = Math.max(0, in.read(buffer));
        }
        return next < end;
    }

    private static boolean isBlank(byte[] bytes) {
        for (byte one : bytes) {
            if (one != ' ' && one != '\t' && one != '\r') {
                return false;
            }
        }
        return true;
    }
}
