package dev.fanfare.channels.engine;

import dev.fanfare.schemas.Lane;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs tasks of one key one after another, the most urgent first and otherwise in the order in which they came, and
/// tasks of different keys side by side.
final class InTurn {

    private static final Logger LOG = LoggerFactory.getLogger(InTurn.class);

    private final Map<String, Line> lines = new HashMap<>();
    private final ThreadFactory threads;
    private long numbers;

    /// One that runs, and those behind it.
    private static final class Line {
        private final Queue<Task> behind =
                new PriorityQueue<>(1, Comparator.comparing(Task::lane).thenComparing(Task::number));
        private Task running;

        Line(Task running) {
            this.running = running;
        }
    }

    private record Task(Urgency urgency, Lane lane, long number, Runnable work) {}

    InTurn(ThreadFactory threads) {
        this.threads = threads;
    }

    /// Returns at once. Where `work` throws, those behind it run all the same.
    ///
    /// @param urgency what runs before it is as urgent as that from now on
    /// @return whether it waits behind another of its key
    boolean run(String key, Urgency urgency, Runnable work) {
        Task ahead;
        Task task;
        synchronized (lines) {
            task = new Task(urgency, urgency.lane(), numbers++, work);
            Line line = lines.get(key);
            ahead = line == null ? null : line.running;
            if (line == null) {
                lines.put(key, new Line(task));
            } else {
                line.behind.add(task);
            }
        }
        if (ahead == null) {
            threads.newThread(() -> workOff(key, task)).start();
            return false;
        }
        ahead.urgency().raise(task.lane());
        return true;
    }

    private void workOff(String key, Task first) {
        for (Task task = first; task != null; task = next(key)) {
            try {
                task.work().run();
            } catch (Throwable ours) { // an Error, too: nobody else works the line off
                LOG.error("Not finished; it will come again when the partition changes hands", ours);
            }
        }
    }

    private @Nullable Task next(String key) {
        synchronized (lines) {
            Line line = lines.get(key);
            Task task = line == null ? null : line.behind.poll();
            if (line == null || task == null) {
                lines.remove(key);
                return null;
            }
            line.running = task;
            return task;
        }
    }
}
