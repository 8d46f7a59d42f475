package dev.fanfare.channels.engine;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/// Runs tasks of one key one after another, in the order in which they came, and tasks of different keys side by side.
final class InTurn {

    private final Map<String, Queue<Runnable>> waiting = new HashMap<>();
    private final ThreadFactory threads;

    InTurn(ThreadFactory threads) {
        this.threads = threads;
    }

    /// Returns at once; a task must not throw.
    ///
    /// @return whether the task waits behind another of its key
    boolean run(String key, Runnable task) {
        synchronized (waiting) {
            Queue<Runnable> behind = waiting.get(key);
            if (behind != null) {
                behind.add(task);
                return true;
            }
            waiting.put(key, new ArrayDeque<>(1));
        }
        threads.newThread(() -> workOff(key, task)).start();
        return false;
    }

    private void workOff(String key, Runnable first) {
        for (Runnable task = first; task != null; task = next(key)) {
            task.run();
        }
    }

    private @Nullable Runnable next(String key) {
        synchronized (waiting) {
            Queue<Runnable> behind = waiting.get(key);
            Runnable task = behind == null ? null : behind.poll();
            if (task == null) {
                waiting.remove(key);
            }
            return task;
        }
    }
}
