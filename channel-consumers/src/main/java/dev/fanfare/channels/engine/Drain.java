package dev.fanfare.channels.engine;

import java.time.Duration;
import java.util.Collection;

/// Lets sends that have begun come to their end when partitions are taken away, and cuts those that do not.
final class Drain {

    /// How long sends may go on once the process is told to stop.
    static final Duration AT_STOP = Duration.ofSeconds(1);
    /// How long a cut send may take to notice.
    private static final Duration AFTER_CUT = Duration.ofSeconds(1);

    private final Duration atRebalance;
    private volatile boolean stopping;

    /// @param atRebalance longer than a send and the writing of its outcome, shorter than `max.poll.interval.ms`
    Drain(Duration atRebalance) {
        this.atRebalance = atRebalance;
    }

    /// From now on sends are cut after a second.
    void stopping() {
        stopping = true;
    }

    void run(Collection<Window> windows) {
        windows.forEach(Window::close);
        try {
            if (!drained(windows, stopping ? AT_STOP : atRebalance)) {
                windows.forEach(Window::cut);
                drained(windows, AFTER_CUT);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            windows.forEach(Window::cut);
        }
    }

    private static boolean drained(Collection<Window> windows, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        for (Window window : windows) {
            if (!window.drain(Duration.ofNanos(Math.max(0, end - System.nanoTime())))) {
                return false;
            }
        }
        return true;
    }
}
