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
        require(length);
        text.append(from, offset, length);
    }

    /// Without the copy, and the lock, of the inherited one.
    @Override
    public void write(String from, int offset, int length) {
        require(length);
        text.append(from, offset, offset + length);
    }

    @Override
    public BoundedWriter append(CharSequence more) {
        require(more.length());
        text.append(more);
        return this;
    }

    private void require(int more) {
        if (text.length() + more > most) {
            throw new RenderException(Reason.TOO_LARGE, "renders more than " + most + " characters");
        }
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
