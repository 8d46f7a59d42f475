package dev.fanfare.standalone.system.several;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanfare.standalone.system.parts.FrontDoor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Callers who post one event after the other, at two doors in turn; whoever is not answered tries once more, at the
/// other door, and must be.
final class Load implements AutoCloseable {

    /// Events are for one after the other.
    static final int PEOPLE = 24;

    /// @param words that it is told with
    /// @param posted when the call for it began, the first where it was made again
    record Accepted(String words, Instant posted) {}

    private static final int CALLERS = 4;
    private static final Duration PACE = Duration.ofMillis(200);

    private final List<FrontDoor> doors;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Accepted> accepted = new ConcurrentHashMap<>();
    private final List<String> refused = new CopyOnWriteArrayList<>();
    private final AtomicInteger again = new AtomicInteger();
    private final AtomicLong longest = new AtomicLong();
    private volatile boolean enough;

    /// @param doors two
    Load(List<FrontDoor> doors, String name) {
        this.doors = doors;
        for (int caller = 0; caller < CALLERS; caller++) {
            String source = "/" + name + "-" + caller;
            int first = caller;
            threads.execute(() -> {
                try {
                    for (int number = 0; !enough; number++) {
                        post(source, number, first + number);
                        LockSupport.parkNanos(PACE.toNanos());
                    }
                } catch (AssertionError unexpected) {
                    refused.add(unexpected.getMessage());
                }
            });
        }
    }

    /// By event key.
    Map<String, Accepted> accepted() {
        return accepted;
    }

    /// Whether a call was refused twice: more of them say nothing.
    boolean isStopped() {
        return !refused.isEmpty();
    }

    /// Ends it; no call may have failed twice.
    void end() {
        enough = true;
        threads.close();
        assertThat(refused).as("calls that were refused twice").isEmpty();
        System.out.printf(
                "%d events, %d calls made again, the longest took %.1f s%n",
                accepted.size(), again.get(), longest.get() / 1e9);
    }

    @Override
    public void close() {
        enough = true;
        threads.close();
    }

    private void post(String source, int number, int turn) {
        String words = source + " " + number;
        String event = """
                {"specversion": "1.0", "id": "%d", "source": "%s", "type": "load", "data": {"to": "person-%d", "words": "%s"}}""".formatted(number, source, number % PEOPLE, words);
        Instant posted = Instant.now();
        long begin = System.nanoTime();
        Optional<String> key = doors.get(turn % 2).tryEvent(event);
        if (key.isEmpty()) {
            again.incrementAndGet();
            key = doors.get((turn + 1) % 2).tryEvent(event);
        }
        longest.accumulateAndGet(System.nanoTime() - begin, Math::max);
        key.ifPresentOrElse(it -> accepted.put(it, new Accepted(words, posted)), () -> refused.add(words));
    }
}
