package dev.fanfare.standalone.terminal;

import java.util.Locale;

/// One line that tells how far a piece of work is: written over where a person watches, else told at once and every
/// five seconds.
public final class Progress {

    private static final long WATCHED_NANOS = 100_000_000L;
    private static final long UNWATCHED_NANOS = 5_000_000_000L;

    private final Terminal terminal;
    private final String label;
    private final long total;
    private final long begin = System.nanoTime();
    private long told = begin - UNWATCHED_NANOS;

    /// @param total what `done` will be at the end; 0 where nobody knows
    public Progress(Terminal terminal, String label, long total) {
        this.terminal = terminal;
        this.label = label;
        this.total = total;
    }

    /// Cheap enough to call for every piece.
    public void at(long done, String note) {
        long now = System.nanoTime();
        if (now - told < (terminal.live() ? WATCHED_NANOS : UNWATCHED_NANOS)) {
            return;
        }
        told = now;
        terminal.err().print((terminal.live() ? "\r\u001B[K" : "") + line(done, note) + (terminal.live() ? "" : "\n"));
        terminal.err().flush();
    }

    /// Leaves the last line standing.
    public void end(long done, String note) {
        terminal.say((terminal.live() ? "\r\u001B[K" : "") + line(done, note));
    }

    private String line(long done, String note) {
        double seconds = (System.nanoTime() - begin) / 1e9;
        String share = total > 0
                ? Bar.of((double) done / total) + String.format(Locale.ROOT, " %3d %% ", 100 * done / total)
                : "";
        return String.format(Locale.ROOT, "%s %s%s (%.1f s)", label, share, note, seconds);
    }
}
