package dev.fanfare.fanout.render;

import dev.fanfare.schemas.Reason;
import java.io.Writer;

/// Takes so many characters and then refuses, so that a template over a large list cannot fill the memory.
final class BoundedWriter extends Writer {

    private final StringBuilder text = new StringBuilder();
    private final int most;

    BoundedWriter(int most) {
        this.most = most;
    }

    @Override
    public void write(char[] from, int offset, int length) {
        if (text.length() + length > most) {
            throw new RenderException(Reason.TOO_LARGE, "renders more than " + most + " characters");
        }
        text.append(from, offset, length);
    }

    @Override
    public void flush() {
        // nothing is held back
    }

    @Override
    public void close() {
        // nothing is open
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
