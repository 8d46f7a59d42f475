package dev.fanfare.standalone.system.storm;

import dev.fanfare.standalone.system.parts.Breakable;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/// Starts again whatever has ended by itself, as whoever runs Fanfare has it done, and counts that.
final class Watchdog implements AutoCloseable {

    private static final Duration BETWEEN = Duration.ofMillis(500);

    private final List<Breakable> processes;
    private final Set<String> down = ConcurrentHashMap.newKeySet();
    private final Queue<String> ended = new ConcurrentLinkedQueue<>();
    private volatile boolean stopped;

    Watchdog(List<Breakable> processes) {
        this.processes = processes;
    }

    void start() {
        Thread.ofVirtual().start(() -> {
            while (!stopped) {
                processes.forEach(this::look);
                LockSupport.parkNanos(BETWEEN.toNanos());
            }
        });
    }

    /// Nobody but the caller starts it until [#launch].
    void kill(Breakable process) {
        down.add(process.name());
        synchronized (process) {
            process.kill();
        }
    }

    void launch(Breakable process) {
        synchronized (process) {
            process.launch();
        }
        down.remove(process.name());
    }

    /// The names of those that have ended by themselves since the last call.
    List<String> ended() {
        List<String> names = List.copyOf(ended);
        ended.clear();
        return names;
    }

    @Override
    public void close() {
        stopped = true;
        for (Breakable process : processes) {
            synchronized (process) {
                // whoever was being started is started now, and can be ended
            }
        }
    }

    private void look(Breakable process) {
        synchronized (process) {
            if (!stopped && !down.contains(process.name()) && !process.isAlive()) {
                ended.add(process.name());
                process.launch();
            }
        }
    }
}
